import { entryAt, isWhole, nameOf, put, security } from '../../syntax/kubernetes/fields.ts';
import { mend } from '../mend.ts';
import type { Rule } from '../rule.ts';
import docs from './missing-seccomp.md' with { type: 'text' };

const rule: Rule = {
  id: 'missing-seccomp',
  on: 'resource',
  docs,
  severity: 'info',
  profile: 'strict',
  concept: 'pod-security-context',
  aka: [
    'kube-score/container-seccomp-profile',
    'polaris/linuxHardening',
    'trivy/KSV-0030',
    'checkov/CKV_K8S_31',
  ],
  fix: 'suggested',

  *check(resource) {
    const { podSpec } = resource;
    if (!podSpec || !isWhole(resource)) return;
    for (const { path, name } of resource.containers()) {
      const profile = security(resource, path, 'seccompProfile');
      if (profile && resource.get([...profile.path, 'type']) !== 'Unconfined') continue;
      yield {
        at: profile ? entryAt(resource, [...profile.path, 'type']) : nameOf(resource, path),
        message: `Container ${name} may call every function of the kernel.`,
        ...mend(
          "Use the runtime's profile",
          put(
            resource,
            profile
              ? [...profile.path, 'type']
              : [...podSpec, 'securityContext', 'seccompProfile', 'type'],
            'RuntimeDefault',
          ),
        ),
      };
    }
  },
};
export default rule;
