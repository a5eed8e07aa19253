import type { Rule } from '../rule.ts';
import { wrongInImage } from '../server-findings.ts';
import { wrongValues } from '../server-values.ts';
import docs from './server-flag-value.md' with { type: 'text' };

const rule: Rule = {
  id: 'server-flag-value',
  on: 'dockerfile',
  docs,
  severity: 'error',
  profile: 'recommended',
  concept: 'model-server',
  fix: 'suggested',
  about: ['CMD', 'ENTRYPOINT'],

  *check(file, project) {
    yield* wrongInImage(file, project, wrongValues);
  },
};
export default rule;
