import { isWhole, itemsAt, nameOf, put } from '../../syntax/kubernetes/fields.ts';
import { mend } from '../mend.ts';
import { mountEmpty } from '../mount-empty.ts';
import type { Rule } from '../rule.ts';
import docs from './writable-root-filesystem.md' with { type: 'text' };

const rule: Rule = {
  id: 'writable-root-filesystem',
  on: 'resource',
  docs,
  severity: 'info',
  profile: 'strict',
  concept: 'pod-security-context',
  aka: [
    'kube-linter/no-read-only-root-fs',
    'kube-score/container-security-context-readonlyrootfilesystem',
    'polaris/notReadOnlyRootFilesystem',
    'trivy/KSV-0014',
    'checkov/CKV_K8S_22',
  ],
  fix: 'suggested',

  *check(resource) {
    const { podSpec } = resource;
    if (!podSpec || !isWhole(resource)) return;
    for (const { path, name } of resource.containers()) {
      const field = [...path, 'securityContext', 'readOnlyRootFilesystem'];
      const value = resource.get(field);
      if (value === true || (value === undefined && resource.key(field))) continue;
      const mounts = [...path, 'volumeMounts'];
      const mounted = itemsAt(resource, mounts).some((each) => each.value['mountPath'] === '/tmp');
      yield {
        at: nameOf(resource, path),
        message: `Container ${name} can write to its own image: an intruder can change the code that runs.`,
        ...mend(
          'Make it read-only, with an empty /tmp',
          put(resource, field, 'true'),
          ...(mounted ? [] : mountEmpty(resource, path, 'tmp', '/tmp')),
        ),
      };
    }
  },
};
export default rule;
