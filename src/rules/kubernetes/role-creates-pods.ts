import { named } from '../../syntax/kubernetes/fields.ts';
import { allows, rbacRules } from '../../syntax/kubernetes/rbac.ts';
import type { Rule } from '../rule.ts';
import docs from './role-creates-pods.md' with { type: 'text' };

const rule: Rule = {
  id: 'role-creates-pods',
  on: 'resource',
  docs,
  severity: 'info',
  profile: 'strict',
  concept: 'pod-security-context',
  aka: ['kube-linter/access-to-create-pods'],
  like: ['trivy/KSV-0048'],
  fix: 'none',
  about: ['Role', 'ClusterRole'],

  *check(resource) {
    for (const rule of rbacRules(resource)) {
      if (!allows(rule, ['create'], pods)) continue;
      const i = rule.resources.findIndex((each) => each === '*' || pods.includes(each));
      yield {
        at: resource.at([...rule.path, 'resources', i]),
        message: `Whoever has ${named(resource)} can start pods, and through them use every Secret, volume and service account of the namespace.`,
      };
    }
  },
};
export default rule;

const pods: readonly string[] = [
  'pods',
  'deployments',
  'statefulsets',
  'replicasets',
  'replicationcontrollers',
  'daemonsets',
  'jobs',
  'cronjobs',
];
