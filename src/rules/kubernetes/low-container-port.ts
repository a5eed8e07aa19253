import { itemsAt } from '../../syntax/kubernetes/fields.ts';
import type { Rule } from '../rule.ts';
import docs from './low-container-port.md' with { type: 'text' };

const rule: Rule = {
  id: 'low-container-port',
  on: 'resource',
  docs,
  severity: 'hint',
  profile: 'strict',
  concept: 'expose-ports',
  aka: ['kube-linter/privileged-ports', 'trivy/KSV-0117'],
  fix: 'none',

  *check(resource) {
    for (const { path, name } of resource.containers()) {
      for (const { path: port, value } of itemsAt(resource, [...path, 'ports'])) {
        const number = value['containerPort'];
        if (typeof number !== 'number' || number < 1 || number > 1023) continue;
        yield {
          at: resource.at([...port, 'containerPort']),
          message: `Container ${name} needs rights of root for port ${number} on older runtimes; a Service can map port ${number} to one above 1023.`,
        };
      }
    }
  },
};
export default rule;
