import { put, subject } from '../../syntax/kubernetes/fields.ts';
import { mend } from '../mend.ts';
import type { Rule } from '../rule.ts';
import docs from './budget-without-number.md' with { type: 'text' };

const rule: Rule = {
  id: 'budget-without-number',
  on: 'resource',
  docs,
  severity: 'warning',
  profile: 'recommended',
  concept: 'rolling-update',
  aka: ['kube-score/poddisruptionbudget-has-policy'],
  fix: 'suggested',
  about: ['PodDisruptionBudget'],

  *check(resource) {
    if (resource.kind !== 'PodDisruptionBudget' || resource.partial || resource.templated) return;
    if (['minAvailable', 'maxUnavailable'].some((each) => resource.key(['spec', each]))) return;
    if (!resource.key(['spec'])) return;
    yield {
      at: resource.at(['metadata', 'name']),
      message: `${subject(resource)} protects nothing: it says neither minAvailable nor maxUnavailable.`,
      ...mend('Let one pod go at a time', put(resource, ['spec', 'maxUnavailable'], '1')),
    };
  },
};
export default rule;
