import { drop, entryAt, itemsAt } from '../../syntax/kubernetes/fields.ts';
import { mend } from '../mend.ts';
import type { Rule } from '../rule.ts';
import docs from './host-port.md' with { type: 'text' };

const rule: Rule = {
  id: 'host-port',
  on: 'resource',
  docs,
  severity: 'info',
  profile: 'strict',
  concept: 'expose-ports',
  aka: ['polaris/hostPortSet', 'trivy/KSV-0024', 'checkov/CKV_K8S_26'],
  fix: 'suggested',
  neededByNodePods: true,

  *check(resource) {
    for (const { path, name } of resource.containers()) {
      for (const { path: port, value } of itemsAt(resource, [...path, 'ports'])) {
        const number = value['hostPort'];
        if (typeof number !== 'number' || number === 0) continue;
        yield {
          at: entryAt(resource, [...port, 'hostPort']),
          message: `Container ${name} takes port ${number} of its node: only one such pod runs on each node, and anybody who reaches the node reaches it.`,
          ...mend('Remove hostPort', drop(resource, [...port, 'hostPort'])),
        };
      }
    }
  },
};
export default rule;
