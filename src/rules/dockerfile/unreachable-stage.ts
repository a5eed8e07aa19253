import { unusedStages } from '../../project/unused-stages.ts';
import type { Rule } from '../rule.ts';
import docs from './unreachable-stage.md' with { type: 'text' };

const rule: Rule = {
  id: 'unreachable-stage',
  on: 'dockerfile',
  docs,
  severity: 'warning',
  profile: 'recommended',
  concept: 'small-images',
  fix: 'none',
  about: ['FROM'],

  *check(file, project) {
    for (const { name, from } of unusedStages(file, project)) {
      const word = from.image ?? from.word;
      yield {
        at: word.span,
        message: `Nothing takes a file from ${name ? `stage ${name}` : 'this stage'}, so it is not built, and what it does is in no image.`,
      };
    }
  },
};
export default rule;
