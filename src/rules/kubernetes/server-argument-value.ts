import type { Rule } from '../rule.ts';
import { wrongInPods } from '../server-findings.ts';
import { wrongValues } from '../server-values.ts';
import docs from './server-argument-value.md' with { type: 'text' };

const rule: Rule = {
  id: 'server-argument-value',
  on: 'resource',
  docs,
  severity: 'error',
  profile: 'recommended',
  concept: 'model-server',
  fix: 'suggested',
  about: ['pods'],
  anyPod: true,

  *check(resource, project) {
    yield* wrongInPods(resource, project, wrongValues);
  },
};
export default rule;
