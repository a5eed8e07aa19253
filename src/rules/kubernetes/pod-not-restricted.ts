import { podSecurityChecks } from '../../data/pod-security.ts';
import { isWhole, named } from '../../syntax/kubernetes/fields.ts';
import { podSecurityViolations } from '../../syntax/kubernetes/pod-security.ts';
import { restrict } from '../../syntax/kubernetes/restrict.ts';
import { mend } from '../mend.ts';
import type { Rule } from '../rule.ts';
import docs from './pod-not-restricted.md' with { type: 'text' };

const rule: Rule = {
  id: 'pod-not-restricted',
  on: 'resource',
  docs,
  severity: 'hint',
  profile: 'strict',
  concept: 'pod-security-context',
  fix: 'suggested',

  *check(resource) {
    if (!resource.podSpec || !isWhole(resource)) return;
    const found = podSecurityViolations(resource, 'restricted');
    if (found.length === 0) return;
    const whats = [
      ...new Set(found.map(({ check }) => podSecurityChecks.get(check)?.forbids ?? check)),
    ];
    yield {
      at: resource.at(['metadata', 'name']),
      message: `Namespaces that enforce the restricted standard refuse the pods of ${named(resource)}: it forbids ${whats.join(', ')}.`,
      ...mend('Make this pod restricted', ...restrict(resource)),
    };
  },
};
export default rule;
