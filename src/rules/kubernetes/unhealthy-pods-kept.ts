import { named, put } from '../../syntax/kubernetes/fields.ts';
import { mend } from '../mend.ts';
import type { Rule } from '../rule.ts';
import docs from './unhealthy-pods-kept.md' with { type: 'text' };

const rule: Rule = {
  id: 'unhealthy-pods-kept',
  on: 'resource',
  docs,
  severity: 'hint',
  profile: 'strict',
  concept: 'rolling-update',
  aka: ['kube-linter/pdb-unhealthy-pod-eviction-policy'],
  fix: 'suggested',
  about: ['PodDisruptionBudget'],

  *check(resource) {
    if (
      resource.kind !== 'PodDisruptionBudget' ||
      resource.apiVersion !== 'policy/v1' ||
      resource.partial ||
      resource.templated
    )
      return;
    const path = ['spec', 'unhealthyPodEvictionPolicy'];
    if (resource.key(path)) return;
    yield {
      at: resource.at(['metadata', 'name']),
      message: `A drain waits for pods of ${named(resource)} that are broken and will never be ready.`,
      ...mend('Let broken pods go', put(resource, path, 'AlwaysAllow')),
    };
  },
};
export default rule;
