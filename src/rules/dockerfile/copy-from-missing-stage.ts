import { isContext } from '../../project/builds.ts';
import { originsOf } from '../../syntax/dockerfile/origins.ts';
import { replace } from '../../text/edit.ts';
import type { Rule } from '../rule.ts';
import docs from './copy-from-missing-stage.md' with { type: 'text' };

const rule: Rule = {
  id: 'copy-from-missing-stage',
  on: 'dockerfile',
  docs,
  severity: 'error',
  profile: 'recommended',
  concept: 'copy-and-context',
  aka: ['hadolint/DL3022'],
  fix: 'suggested',
  about: ['--from'],

  *check(file, project) {
    for (const { kind, text, at, near, stage } of originsOf(file)) {
      if (kind !== 'missing' || isContext(file, text, project)) continue;
      yield {
        at,
        message: near
          ? `No stage above is named ${text}. Did you mean ${near}?`
          : `There is no stage ${text} above: the stages before this one are ${numbers(stage.index)}.`,
        ...(near ? { fixes: [{ title: `Write ${near}`, edits: () => [replace(at, near)] }] } : {}),
      };
    }
  },
};
export default rule;

const numbers = (count: number): string =>
  count === 0 ? 'none' : count === 1 ? 'number 0' : `numbers 0 to ${count - 1}`;
