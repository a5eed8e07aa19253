import type { Rule } from '../rule.ts';
import docs from './reserved-stage-name.md' with { type: 'text' };

const rule: Rule = {
  id: 'reserved-stage-name',
  on: 'dockerfile',
  docs,
  severity: 'error',
  profile: 'recommended',
  concept: 'from-base-image',
  aka: ['buildkit/ReservedStageName', 'hadolint/DL3063'],
  fix: 'none',
  about: ['AS'],

  *check({ stages }) {
    for (const { from, name } of stages) {
      if (!from.name || (name !== 'scratch' && name !== 'context')) continue;
      yield {
        at: from.name.span,
        message: `${from.name.text} already means ${name === 'scratch' ? 'the empty image' : 'the build context'}, so a stage cannot be used under this name.`,
      };
    }
  },
};
export default rule;
