import { isWhole, nameOf, put } from '../../syntax/kubernetes/fields.ts';
import { mend } from '../mend.ts';
import type { Rule } from '../rule.ts';
import docs from './ephemeral-storage-unlimited.md' with { type: 'text' };

const rule: Rule = {
  id: 'ephemeral-storage-unlimited',
  on: 'resource',
  docs,
  severity: 'hint',
  profile: 'strict',
  concept: 'persistent-volume',
  aka: ['kube-score/container-ephemeral-storage-request-and-limit'],
  fix: 'suggested',

  *check(resource) {
    if (!isWhole(resource)) return;
    for (const { path, name } of resource.containers()) {
      const limit = [...path, 'resources', 'limits', 'ephemeral-storage'];
      if (resource.key(limit)) continue;
      yield {
        at: nameOf(resource, path),
        message: `Container ${name} may fill the disk of its node, and pods beside it are evicted then.`,
        ...mend('Limit it to 4Gi; set what your model needs', put(resource, limit, '4Gi')),
      };
    }
  },
};
export default rule;
