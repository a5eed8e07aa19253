import type { ResourceIn } from '../../project/project.ts';
import { addItem } from '../../syntax/kubernetes/edits.ts';
import { isWhole, itemsAt, nameOf, put } from '../../syntax/kubernetes/fields.ts';
import type { KeyPath } from '../../syntax/kubernetes/model.ts';
import type { Edit } from '../../text/edit.ts';
import { mend } from '../mend.ts';
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
      const volumes = [...podSpec, 'volumes'];
      const mounted = itemsAt(resource, mounts).some((each) => each.value['mountPath'] === '/tmp');
      const there = itemsAt(resource, volumes).some((each) => each.value['name'] === 'tmp');
      yield {
        at: nameOf(resource, path),
        message: `Container ${name} can write to its own image: an intruder can change the code that runs.`,
        ...mend(
          'Make it read-only, with an empty /tmp',
          put(resource, field, 'true'),
          ...(mounted ? [] : [grow(resource, mounts, 'name: tmp', 'mountPath: /tmp')]),
          ...(mounted || there ? [] : [grow(resource, volumes, 'name: tmp', 'emptyDir: {}')]),
        ),
      };
    }
  },
};
export default rule;

const grow = (
  resource: ResourceIn,
  list: KeyPath,
  first: string,
  second: string,
): Edit | undefined =>
  resource.key(list)
    ? addItem(resource, list, [first, second])
    : put(resource, list, '', `  - ${first}`, `    ${second}`);
