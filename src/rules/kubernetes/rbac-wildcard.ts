import { subject } from '../../syntax/kubernetes/fields.ts';
import { rbacRules } from '../../syntax/kubernetes/rbac.ts';
import type { Rule } from '../rule.ts';
import docs from './rbac-wildcard.md' with { type: 'text' };

const rule: Rule = {
  id: 'rbac-wildcard',
  on: 'resource',
  docs,
  severity: 'warning',
  profile: 'recommended',
  concept: 'pod-security-context',
  aka: ['kube-linter/wildcard-in-rules', 'checkov/CKV_K8S_49'],
  like: ['trivy/KSV-0044', 'trivy/KSV-0045', 'trivy/KSV-0046'],
  fix: 'none',
  about: ['Role', 'ClusterRole'],

  *check(resource) {
    for (const { path, verbs, resources, groups } of rbacRules(resource)) {
      if (groups.length > 0 && groups.every(isOwn)) continue;
      const field = resources.includes('*') ? 'resources' : 'verbs';
      const words = field === 'resources' ? resources : verbs;
      if (!words.includes('*')) continue;
      yield {
        at: resource.at([...path, field, words.indexOf('*')]),
        // All of one group is less than all of the cluster.
        ...(groups.length > 0 && groups.every((group) => group !== '' && group !== '*')
          ? { severity: 'info' as const }
          : {}),
        message:
          field === 'verbs'
            ? `${subject(resource)} may do anything with ${resources.length > 0 ? resources.join(', ') : 'the URLs of the API server'}, including what later versions add.`
            : `${subject(resource)} may ${verbs.includes('*') ? 'do anything with' : verbs.join(', ')} all resources of its API groups, including what later versions add.`,
      };
      // What is to be done about the others is the same.
      return;
    }
  },
};
export default rule;

/** Groups of an operator's own kinds, and of metrics, whose resources are the names of the metrics. */
const isOwn = (group: string): boolean =>
  /\./.test(group) && !(/\.k8s\.io$/.test(group) && !/metrics\.k8s\.io$/.test(group));
