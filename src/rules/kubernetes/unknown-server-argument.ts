import type { Rule } from '../rule.ts';
import { wrongInPods } from '../server-findings.ts';
import { unknownFlags } from '../server-flags.ts';
import docs from './unknown-server-argument.md' with { type: 'text' };

const rule: Rule = {
  id: 'unknown-server-argument',
  on: 'resource',
  docs,
  severity: 'error',
  profile: 'recommended',
  concept: 'model-server',
  fix: 'suggested',
  about: ['pods'],
  anyPod: true,

  *check(resource, project) {
    yield* wrongInPods(resource, project, unknownFlags);
  },
};
export default rule;
