import { meantBy, namedBeside, ownWorkload, placeFor } from '../../project/links.ts';
import { itemsAt, putText } from '../../syntax/kubernetes/fields.ts';
import { mend } from '../mend.ts';
import type { Rule } from '../rule.ts';
import docs from './claim-missing.md' with { type: 'text' };

const rule: Rule = {
  id: 'claim-missing',
  on: 'resource',
  docs,
  severity: 'warning',
  profile: 'recommended',
  concept: 'persistent-volume',
  fix: 'suggested',
  about: ['pods'],

  *check(resource, project) {
    const own = ownWorkload(resource, project);
    if (!own) return;
    for (const { path } of itemsAt(resource, [...(resource.podSpec ?? []), 'volumes'])) {
      const at = [...path, 'persistentVolumeClaim', 'claimName'];
      const name = resource.get(at);
      if (typeof name !== 'string') continue;
      if (namedBeside(own, 'PersistentVolumeClaim', name, project).length > 0) continue;
      const target = meantBy(name, own, 'PersistentVolumeClaim', project);
      if (!target) continue;
      yield {
        at: resource.at(at),
        message: `There is no PersistentVolumeClaim ${name} here, so the pod stays Pending. Did you mean ${target.name}?`,
        related: [placeFor(target)],
        ...mend(`Mount ${target.name}`, putText(resource, at, target.name)),
      };
    }
  },
};
export default rule;
