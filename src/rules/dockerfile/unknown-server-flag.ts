import type { Rule } from '../rule.ts';
import { wrongInImage } from '../server-findings.ts';
import { unknownFlags } from '../server-flags.ts';
import docs from './unknown-server-flag.md' with { type: 'text' };

const rule: Rule = {
  id: 'unknown-server-flag',
  on: 'dockerfile',
  docs,
  severity: 'error',
  profile: 'recommended',
  concept: 'model-server',
  fix: 'suggested',
  about: ['CMD', 'ENTRYPOINT'],

  *check(file, project) {
    yield* wrongInImage(file, project, unknownFlags);
  },
};
export default rule;
