import { setText } from '../../syntax/kubernetes/edits.ts';
import { itemsAt } from '../../syntax/kubernetes/fields.ts';
import { nearest } from '../../text/nearest.ts';
import { isCapitals } from '../../text/placeholder.ts';
import { mend } from '../mend.ts';
import type { Rule } from '../rule.ts';
import docs from './missing-volume.md' with { type: 'text' };

const rule: Rule = {
  id: 'missing-volume',
  on: 'resource',
  docs,
  severity: 'error',
  profile: 'recommended',
  concept: 'persistent-volume',
  fix: 'suggested',
  about: ['pods'],

  *check(resource) {
    const { podSpec } = resource;
    if (!podSpec || resource.partial || resource.templated) return;
    const lists = [
      [...podSpec, 'volumes'],
      ['spec', 'volumeClaimTemplates'],
    ];
    const volumes = new Set<string>();
    for (const path of lists.flatMap((list) => itemsAt(resource, list)).map((item) => item.path)) {
      const name = resource.get([...path, 'name']) ?? resource.get([...path, 'metadata', 'name']);
      // A name that is not known may be any.
      if (typeof name !== 'string') return;
      volumes.add(name);
    }
    const known = [...volumes];
    for (const { path, name: container } of resource.containers()) {
      // A patch adds mounts to a container that is elsewhere, and who fills in the image may add volumes.
      const image = resource.get([...path, 'image']);
      if (typeof image !== 'string' || isCapitals(image)) continue;
      const mounts = ['volumeMounts', 'volumeDevices'].flatMap((list) =>
        itemsAt(resource, [...path, list]),
      );
      for (const mount of mounts) {
        const at = [...mount.path, 'name'];
        const name = resource.get(at);
        if (typeof name !== 'string' || volumes.has(name)) continue;
        const near = nearest(name, known);
        yield {
          at: resource.at(at),
          message: `Container ${container} mounts ${name}, and the pod has no volume of that name${near ? `. Did you mean ${near}?` : '.'}`,
          ...(near ? mend(`Mount ${near}`, setText(resource, at, near)) : {}),
        };
      }
    }
  },
};
export default rule;
