import { isWhole, subject } from '../../syntax/kubernetes/fields.ts';
import { isRecord } from '../../syntax/kustomization.ts';
import type { Rule } from '../rule.ts';
import docs from './owner-unknown.md' with { type: 'text' };

const rule: Rule = {
  id: 'owner-unknown',
  on: 'resource',
  docs,
  severity: 'hint',
  profile: 'strict',
  concept: 'kubernetes-role',
  aka: ['kube-linter/required-annotation-email', 'kube-linter/required-label-owner'],
  fix: 'none',

  *check(resource) {
    if (!resource.podSpec || !isWhole(resource)) return;
    const labels = resource.get(['metadata', 'labels']);
    const email = resource.get(['metadata', 'annotations', 'email']);
    const at = resource.at(['metadata', 'name']);
    if (!isRecord(labels) || !('owner' in labels))
      yield {
        at,
        message: `${subject(resource)} has no label owner.`,
        aka: ['kube-linter/required-label-owner'],
      };
    if (!(typeof email === 'string' && /^[^@\s]+@[^@\s]+$/.test(email)))
      yield {
        at,
        message: `${subject(resource)} has no annotation email with an address.`,
        aka: ['kube-linter/required-annotation-email'],
      };
  },
};
export default rule;
