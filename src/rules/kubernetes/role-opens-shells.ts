import { named } from '../../syntax/kubernetes/fields.ts';
import { allows, rbacRules } from '../../syntax/kubernetes/rbac.ts';
import type { Rule } from '../rule.ts';
import docs from './role-opens-shells.md' with { type: 'text' };

const rule: Rule = {
  id: 'role-opens-shells',
  on: 'resource',
  docs,
  severity: 'info',
  profile: 'strict',
  concept: 'pod-security-context',
  aka: ['polaris/clusterrolePodExecAttach', 'polaris/rolePodExecAttach'],
  like: ['trivy/KSV-0053'],
  fix: 'none',
  about: ['Role', 'ClusterRole'],

  *check(resource) {
    for (const rule of rbacRules(resource)) {
      if (!allows(rule, ['get', 'create'], shells)) continue;
      const i = rule.resources.findIndex((each) => each === '*' || shells.includes(each));
      yield {
        at: resource.at([...rule.path, 'resources', i]),
        message: `Whoever has ${named(resource)} can open a shell in each container ${resource.kind === 'ClusterRole' ? 'where it is bound' : 'of the namespace'}, and has its files, Secrets and tokens.`,
        aka: [
          resource.kind === 'ClusterRole'
            ? 'polaris/clusterrolePodExecAttach'
            : 'polaris/rolePodExecAttach',
        ],
      };
    }
  },
};
export default rule;

const shells: readonly string[] = ['pods/exec', 'pods/attach'];
