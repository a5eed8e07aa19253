import { resolve, statesOf } from '../../syntax/dockerfile/state.ts';
import type { Rule } from '../rule.ts';
import docs from './workdir-in-system-folder.md' with { type: 'text' };

const rule: Rule = {
  id: 'workdir-in-system-folder',
  on: 'dockerfile',
  docs,
  severity: 'warning',
  profile: 'recommended',
  concept: 'workdir',
  aka: ['trivy/DS-0030'],
  fix: 'none',
  about: ['WORKDIR'],

  *check(file) {
    for (const stage of file.stages) {
      for (const { instruction, state } of statesOf(file, stage)) {
        const word = instruction.keyword === 'WORKDIR' ? instruction.words[0] : undefined;
        const folder = word && resolve(word, state);
        const system = folder && /^\/(?:proc|sys|dev|boot|initrd|lost\+found)(?=\/|$)/.exec(folder);
        if (!word || !system) continue;
        yield {
          at: word.span,
          message: `${system[0]} belongs to the system: what the build writes there is hidden or replaced when the container starts.`,
        };
      }
    }
  },
};
export default rule;
