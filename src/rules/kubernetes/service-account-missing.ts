import { meantBy, namedBeside, ownWorkload, placeFor } from '../../project/links.ts';
import { putText } from '../../syntax/kubernetes/fields.ts';
import { mend } from '../mend.ts';
import type { Rule } from '../rule.ts';
import docs from './service-account-missing.md' with { type: 'text' };

const rule: Rule = {
  id: 'service-account-missing',
  on: 'resource',
  docs,
  severity: 'warning',
  profile: 'recommended',
  concept: 'pod',
  aka: ['kube-linter/non-existent-service-account'],
  fix: 'suggested',
  about: ['pods'],

  *check(resource, project) {
    const own = ownWorkload(resource, project);
    if (!own) return;
    const path = [...(resource.podSpec ?? []), 'serviceAccountName'];
    const name = resource.get(path);
    if (typeof name !== 'string' || name === 'default') return;
    if (namedBeside(own, 'ServiceAccount', name, project).length > 0) return;
    const target = meantBy(name, own, 'ServiceAccount', project);
    if (!target) return;
    yield {
      at: resource.at(path),
      message: `There is no ServiceAccount ${name} here, so no pod is made. Did you mean ${target.name}?`,
      related: [placeFor(target)],
      ...mend(`Use ${target.name}`, putText(resource, path, target.name)),
    };
  },
};
export default rule;
