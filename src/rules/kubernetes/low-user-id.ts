import { entryAt, isWhole, nameOf, notKnown, security } from '../../syntax/kubernetes/fields.ts';
import type { Rule } from '../rule.ts';
import docs from './low-user-id.md' with { type: 'text' };

const rule: Rule = {
  id: 'low-user-id',
  on: 'resource',
  docs,
  severity: 'hint',
  profile: 'strict',
  concept: 'non-root-user',
  aka: [
    'kube-score/container-security-context-user-group-id',
    'trivy/KSV-0020',
    'trivy/KSV-0021',
    'checkov/CKV_K8S_40',
  ],
  fix: 'none',

  *check(resource) {
    if (!isWhole(resource)) return;
    for (const { path, name } of resource.containers()) {
      for (const [field, what] of [
        ['runAsUser', 'user'],
        ['runAsGroup', 'group'],
      ] as const) {
        const id = security(resource, path, field);
        if (notKnown(id) || (typeof id?.value === 'number' && id.value >= 10000)) continue;
        yield {
          at: id ? entryAt(resource, id.path) : nameOf(resource, path),
          message: id
            ? `The ${what} ${String(id.value)} of container ${name} may be one of the node's own.`
            : `Nothing sets the ${what} of container ${name}.`,
        };
      }
    }
  },
};
export default rule;
