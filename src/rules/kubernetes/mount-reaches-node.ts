import { entryAt, itemsAt, put } from '../../syntax/kubernetes/fields.ts';
import { mend } from '../mend.ts';
import type { Rule } from '../rule.ts';
import docs from './mount-reaches-node.md' with { type: 'text' };

const rule: Rule = {
  id: 'mount-reaches-node',
  on: 'resource',
  docs,
  severity: 'warning',
  profile: 'recommended',
  concept: 'pod-security-context',
  fix: 'suggested',
  neededByNodePods: true,
  about: ['pods'],
  anyPod: true,

  *check(resource) {
    for (const { path, name } of resource.containers()) {
      for (const { path: mount, value } of itemsAt(resource, [...path, 'volumeMounts'])) {
        if (value['mountPropagation'] !== 'Bidirectional') continue;
        const field = [...mount, 'mountPropagation'];
        yield {
          at: entryAt(resource, field),
          message: `What container ${name} mounts below ${String(value['mountPath'])} appears on its node and in other pods.`,
          ...mend('Take mounts in, and give none out', put(resource, field, 'HostToContainer')),
        };
      }
    }
  },
};
export default rule;
