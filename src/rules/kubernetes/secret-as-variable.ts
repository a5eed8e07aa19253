import { itemsAt } from '../../syntax/kubernetes/fields.ts';
import type { Rule } from '../rule.ts';
import docs from './secret-as-variable.md' with { type: 'text' };

const rule: Rule = {
  id: 'secret-as-variable',
  on: 'resource',
  docs,
  severity: 'hint',
  profile: 'strict',
  concept: 'configmap-secret',
  aka: ['kube-linter/read-secret-from-env-var', 'checkov/CKV_K8S_35'],
  fix: 'none',

  *check(resource) {
    for (const { path, name } of resource.containers()) {
      for (const item of itemsAt(resource, [...path, 'env'])) {
        if (!resource.key([...item.path, 'valueFrom', 'secretKeyRef'])) continue;
        yield {
          at: resource.at([...item.path, 'name']),
          message: `Each process that container ${name} starts, and each crash report, can hold ${String(item.value['name'])}; a mounted file is read by those that know it.`,
        };
      }
    }
  },
};
export default rule;
