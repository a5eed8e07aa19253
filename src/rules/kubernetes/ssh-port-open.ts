import { itemsAt } from '../../syntax/kubernetes/fields.ts';
import type { Rule } from '../rule.ts';
import docs from './ssh-port-open.md' with { type: 'text' };

const rule: Rule = {
  id: 'ssh-port-open',
  on: 'resource',
  docs,
  severity: 'info',
  profile: 'strict',
  concept: 'container',
  aka: ['kube-linter/ssh-port'],
  fix: 'none',

  *check(resource) {
    for (const { path, name } of resource.containers()) {
      for (const { path: port, value } of itemsAt(resource, [...path, 'ports'])) {
        if (value['containerPort'] !== 22 || value['protocol'] === 'UDP') continue;
        yield {
          at: resource.at([...port, 'containerPort']),
          message: `Container ${name} runs an SSH server; kubectl exec opens a shell without one.`,
        };
      }
    }
  },
};
export default rule;
