import { put } from '../../syntax/kubernetes/fields.ts';
import { hostPaths } from '../../syntax/kubernetes/host-paths.ts';
import { mend } from '../mend.ts';
import type { Rule } from '../rule.ts';
import docs from './writable-host-mount.md' with { type: 'text' };

const rule: Rule = {
  id: 'writable-host-mount',
  on: 'resource',
  docs,
  severity: 'info',
  profile: 'strict',
  concept: 'persistent-volume',
  aka: ['kube-linter/writable-host-mount', 'polaris/hostPathSet'],
  fix: 'suggested',
  neededByNodePods: true,

  *check(resource) {
    for (const { path, mounts } of hostPaths(resource)) {
      for (const { container, at, readOnly } of mounts) {
        if (readOnly === true || resource.get([...at, 'name']) === undefined) continue;
        yield {
          at: resource.at([...at, 'name']),
          message: `Container ${container} can change ${path} on its node.`,
          ...mend('Mount it read-only', put(resource, [...at, 'readOnly'], 'true')),
        };
      }
    }
  },
};
export default rule;
