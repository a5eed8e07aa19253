import { named } from '../../syntax/kubernetes/fields.ts';
import { allows, rbacRules } from '../../syntax/kubernetes/rbac.ts';
import type { Rule } from '../rule.ts';
import docs from './role-reads-secrets.md' with { type: 'text' };

const rule: Rule = {
  id: 'role-reads-secrets',
  on: 'resource',
  docs,
  severity: 'info',
  profile: 'strict',
  concept: 'pod-security-context',
  aka: ['kube-linter/access-to-secrets'],
  like: ['trivy/KSV-0041'],
  fix: 'none',
  about: ['Role', 'ClusterRole'],

  *check(resource) {
    for (const rule of rbacRules(resource)) {
      if (!allows(rule, ['get', 'list', 'watch', 'create', 'delete'], ['secrets'])) continue;
      if (resource.key([...rule.path, 'resourceNames'])) continue;
      const i = rule.resources.findIndex((each) => each === '*' || each === 'secrets');
      yield {
        at: resource.at([...rule.path, 'resources', i]),
        message: `Whoever has ${named(resource)} can ${rule.verbs.includes('*') ? 'do anything with' : rule.verbs.join(', ')} every Secret ${resource.kind === 'ClusterRole' ? 'where it is bound' : 'of the namespace'}.`,
      };
    }
  },
};
export default rule;
