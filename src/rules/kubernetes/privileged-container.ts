import { drop, entryAt } from '../../syntax/kubernetes/fields.ts';
import { mend } from '../mend.ts';
import type { Rule } from '../rule.ts';
import docs from './privileged-container.md' with { type: 'text' };

const rule: Rule = {
  id: 'privileged-container',
  on: 'resource',
  docs,
  severity: 'warning',
  profile: 'recommended',
  concept: 'pod-security-context',
  aka: [
    'kube-linter/privileged-container',
    'kube-score/container-security-context-privileged',
    'polaris/runAsPrivileged',
    'trivy/KSV-0017',
    'checkov/CKV_K8S_16',
  ],
  fix: 'suggested',
  neededByNodePods: true,
  about: ['pods'],
  anyPod: true,

  *check(resource) {
    for (const { path, name } of resource.containers()) {
      const field = [...path, 'securityContext', 'privileged'];
      if (resource.get(field) !== true) continue;
      yield {
        at: entryAt(resource, field),
        message: `Container ${name} has every right of root on its node: whoever breaks into it owns the node.`,
        ...mend('Remove privileged', drop(resource, field)),
      };
    }
  },
};
export default rule;
