import { itemsAt } from '../../syntax/kubernetes/fields.ts';
import { quantityValue } from '../../syntax/kubernetes/schema-quantity.ts';
import type { Rule } from '../rule.ts';
import docs from './memory-volume-over-limit.md' with { type: 'text' };

const rule: Rule = {
  id: 'memory-volume-over-limit',
  on: 'resource',
  docs,
  severity: 'warning',
  profile: 'recommended',
  concept: 'resources',
  fix: 'none',
  about: ['pods'],
  anyPod: true,

  *check(resource) {
    const { podSpec } = resource;
    if (!podSpec || resource.partial || resource.templated) return;
    for (const volume of itemsAt(resource, [...podSpec, 'volumes'])) {
      const size = resource.get([...volume.path, 'emptyDir', 'sizeLimit']);
      if (resource.get([...volume.path, 'emptyDir', 'medium']) !== 'Memory') continue;
      const most = quantityValue(String(size));
      if (most === undefined) continue;
      const limits = resource
        .containers()
        .filter(
          ({ path, init }) =>
            !init &&
            itemsAt(resource, [...path, 'volumeMounts']).some(
              ({ value }) => value['name'] === volume.value['name'],
            ),
        )
        .map(({ path, name }) => ({ name, path: [...path, 'resources', 'limits', 'memory'] }));
      const amounts = limits.map(({ path }) => quantityValue(String(resource.get(path))));
      const all = amounts.reduce<number>((sum, each) => sum + (each ?? Number.NaN), 0);
      const [first, more] = limits;
      if (!first || Number.isNaN(all) || most < all) continue;
      yield {
        at: resource.at([...volume.path, 'emptyDir', 'sizeLimit']),
        message: `${String(volume.value['name'])} may hold ${String(size)} in memory, and that counts against the ${more ? `${gib(all)} GiB` : String(resource.get(first.path))} of ${more ? 'the containers that mount it' : first.name}: a full volume ends in OOMKilled.`,
        related: limits.map(({ path, name }) => ({
          file: resource.path,
          at: resource.at(path),
          message: `the memory limit of ${name}`,
        })),
      };
    }
  },
};
export default rule;

const gib = (bytes: number): number => Math.round((bytes / 2 ** 30) * 100) / 100;
