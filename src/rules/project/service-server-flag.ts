import type { Rule } from '../rule.ts';
import { wrongInServices } from '../server-findings.ts';
import { unknownFlags } from '../server-flags.ts';
import { wrongValues } from '../server-values.ts';
import docs from './service-server-flag.md' with { type: 'text' };

const rule: Rule = {
  id: 'service-server-flag',
  on: 'project',
  docs,
  severity: 'error',
  profile: 'recommended',
  concept: 'model-server',
  fix: 'suggested',

  *check(project) {
    yield* wrongInServices(project, unknownFlags);
    yield* wrongInServices(project, wrongValues);
  },
};
export default rule;
