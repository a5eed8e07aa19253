import { drop, entryAt } from '../../syntax/kubernetes/fields.ts';
import { mend } from '../mend.ts';
import type { Rule } from '../rule.ts';
import docs from './unmasked-proc.md' with { type: 'text' };

const rule: Rule = {
  id: 'unmasked-proc',
  on: 'resource',
  docs,
  severity: 'warning',
  profile: 'recommended',
  concept: 'pod-security-context',
  aka: ['kube-linter/unsafe-proc-mount', 'polaris/procMount', 'trivy/KSV-0027'],
  fix: 'suggested',
  neededByNodePods: true,
  about: ['pods'],

  *check(resource) {
    for (const { path, name } of resource.containers()) {
      const field = [...path, 'securityContext', 'procMount'];
      if (resource.get(field) !== 'Unmasked') continue;
      yield {
        at: entryAt(resource, field),
        message: `Container ${name} sees all of the kernel's /proc, which the runtime hides from containers.`,
        ...mend('Remove procMount', drop(resource, field)),
      };
    }
  },
};
export default rule;
