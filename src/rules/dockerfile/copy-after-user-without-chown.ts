import { finalStage } from '../../syntax/dockerfile/stages.ts';
import { resolve, statesOf } from '../../syntax/dockerfile/state.ts';
import { insert } from '../../text/edit.ts';
import type { Rule } from '../rule.ts';
import docs from './copy-after-user-without-chown.md' with { type: 'text' };

const rule: Rule = {
  id: 'copy-after-user-without-chown',
  on: 'dockerfile',
  docs,
  severity: 'info',
  profile: 'strict',
  concept: 'non-root-user',
  fix: 'suggested',
  about: ['USER'],

  *check(file) {
    const stage = finalStage(file.stages);
    if (!stage) return;
    for (const { instruction, state } of statesOf(file, stage)) {
      if (instruction.keyword !== 'COPY' && instruction.keyword !== 'ADD') continue;
      const user = state.user && resolve(state.user, state);
      if (!user || /^(?:root|0)(?::|$)/.test(user)) continue;
      const { flags, word } = instruction;
      if (flags.some(({ name }) => name === 'chown')) continue;
      yield {
        at: word.span,
        message: `USER ${user} does not count for ${instruction.keyword}: these files belong to root, and ${user} cannot change them.`,
        fixes: [
          { title: `Add --chown=${user}`, edits: () => [insert(word.span[1], ` --chown=${user}`)] },
        ],
      };
    }
  },
};
export default rule;
