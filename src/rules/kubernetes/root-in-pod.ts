import {
  entryAt,
  isWhole,
  nameOf,
  notKnown,
  put,
  security,
} from '../../syntax/kubernetes/fields.ts';
import { mend } from '../mend.ts';
import type { Rule } from '../rule.ts';
import docs from './root-in-pod.md' with { type: 'text' };

const rule: Rule = {
  id: 'root-in-pod',
  on: 'resource',
  docs,
  severity: 'info',
  profile: 'strict',
  concept: 'non-root-user',
  aka: [
    'kube-linter/run-as-non-root',
    'polaris/runAsRootAllowed',
    'trivy/KSV-0012',
    'checkov/CKV_K8S_23',
  ],
  fix: 'suggested',
  neededByNodePods: true,

  *check(resource) {
    const { podSpec } = resource;
    if (!podSpec || !isWhole(resource)) return;
    for (const { path, name } of resource.containers()) {
      const [user, flag, group] = ['runAsUser', 'runAsNonRoot', 'runAsGroup'].map((field) =>
        security(resource, path, field),
      );
      if ([user, flag, group].some(notKnown)) continue;
      const plain =
        (typeof user?.value === 'number' && user.value > 0) || (!user && flag?.value === true);
      if (plain && group?.value !== 0) continue;
      const wrong = group?.value === 0 ? group : user;
      yield {
        at: wrong ? entryAt(resource, wrong.path) : nameOf(resource, path),
        message: wrong
          ? `Container ${name} runs ${wrong === group ? 'with the group' : 'as'} root.`
          : `Container ${name} runs as root when its image does: nothing here forbids it.`,
        ...(wrong || flag
          ? {}
          : mend(
              'Forbid root; the image needs a USER with a number',
              put(resource, [...podSpec, 'securityContext', 'runAsNonRoot'], 'true'),
            )),
      };
    }
  },
};
export default rule;
