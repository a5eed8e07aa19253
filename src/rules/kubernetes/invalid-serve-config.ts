import { serveConfigProblems } from '../../syntax/kubernetes/serve-config.ts';
import type { Rule } from '../rule.ts';
import docs from './invalid-serve-config.md' with { type: 'text' };

const rule: Rule = {
  id: 'invalid-serve-config',
  on: 'resource',
  docs,
  severity: 'error',
  profile: 'recommended',
  concept: 'model-server',
  fix: 'none',
  about: ['RayService'],

  *check(resource) {
    if (resource.kind === 'RayService' && !resource.templated) yield* serveConfigProblems(resource);
  },
};
export default rule;
