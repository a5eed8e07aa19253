import { itemsAt, named } from '../../syntax/kubernetes/fields.ts';
import type { Rule } from '../rule.ts';
import docs from './cluster-admin-binding.md' with { type: 'text' };

const rule: Rule = {
  id: 'cluster-admin-binding',
  on: 'resource',
  docs,
  severity: 'warning',
  profile: 'recommended',
  concept: 'pod-security-context',
  aka: [
    'kube-linter/cluster-admin-role-binding',
    'polaris/clusterrolebindingClusterAdmin',
    'polaris/rolebindingClusterAdminClusterRole',
  ],
  like: ['trivy/KSV-0111'],
  fix: 'none',
  about: ['ClusterRoleBinding', 'RoleBinding'],

  *check(resource) {
    const wide = resource.kind === 'ClusterRoleBinding';
    if (!wide && resource.kind !== 'RoleBinding') return;
    const name = ['roleRef', 'name'];
    if (
      resource.get(name) !== 'cluster-admin' ||
      resource.get(['roleRef', 'kind']) !== 'ClusterRole'
    )
      return;
    const subject = itemsAt(resource, ['subjects'])[0]?.value['name'];
    yield {
      at: resource.at(name),
      message: `${typeof subject === 'string' ? subject : named(resource)} may do anything ${wide ? 'in the whole cluster' : 'in this namespace'}, and read every Secret.`,
      aka: wide
        ? ['kube-linter/cluster-admin-role-binding', 'polaris/clusterrolebindingClusterAdmin']
        : ['kube-linter/cluster-admin-role-binding', 'polaris/rolebindingClusterAdminClusterRole'],
    };
  },
};
export default rule;
