import { entryAt, isWhole, nameOf, put, wordsAt } from '../../syntax/kubernetes/fields.ts';
import { mend } from '../mend.ts';
import type { Rule } from '../rule.ts';
import docs from './privilege-escalation.md' with { type: 'text' };

const rule: Rule = {
  id: 'privilege-escalation',
  on: 'resource',
  docs,
  severity: 'info',
  profile: 'strict',
  concept: 'pod-security-context',
  aka: [
    'kube-linter/privilege-escalation-container',
    'polaris/privilegeEscalationAllowed',
    'trivy/KSV-0001',
    'checkov/CKV_K8S_20',
  ],
  fix: 'suggested',
  neededByNodePods: true,

  *check(resource) {
    if (!isWhole(resource)) return;
    for (const { path, name } of resource.containers()) {
      const field = [...path, 'securityContext', 'allowPrivilegeEscalation'];
      const value = resource.get(field);
      if (value === false || (value === undefined && resource.key(field))) continue;
      const context = [...path, 'securityContext'];
      const strong =
        resource.get([...context, 'privileged']) === true ||
        wordsAt(resource, [...context, 'capabilities', 'add']).some((each) =>
          /^(?:CAP_)?SYS_ADMIN$/.test(each),
        );
      yield {
        at: value === true ? entryAt(resource, field) : nameOf(resource, path),
        message: `A process in container ${name} can gain more rights than it was started with, through sudo or a setuid program.`,
        ...(strong ? {} : mend('Forbid it', put(resource, field, 'false'))),
      };
    }
  },
};
export default rule;
