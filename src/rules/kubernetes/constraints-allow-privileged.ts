import { entryAt, named, put } from '../../syntax/kubernetes/fields.ts';
import { mend } from '../mend.ts';
import type { Rule } from '../rule.ts';
import docs from './constraints-allow-privileged.md' with { type: 'text' };

const rule: Rule = {
  id: 'constraints-allow-privileged',
  on: 'resource',
  docs,
  severity: 'warning',
  profile: 'recommended',
  concept: 'pod-security-context',
  aka: ['kube-linter/scc-deny-privileged-container'],
  fix: 'suggested',
  about: ['SecurityContextConstraints'],

  *check(resource) {
    const path = ['allowPrivilegedContainer'];
    if (resource.kind !== 'SecurityContextConstraints' || resource.get(path) !== true) return;
    yield {
      at: entryAt(resource, path),
      message: `Whoever may use ${named(resource)} can start privileged containers, and with them take over a node.`,
      ...mend('Forbid privileged containers', put(resource, path, 'false')),
    };
  },
};
export default rule;
