import { itemsAt, put } from '../../syntax/kubernetes/fields.ts';
import { mend } from '../mend.ts';
import type { Rule } from '../rule.ts';
import docs from './shm-on-disk.md' with { type: 'text' };

const rule: Rule = {
  id: 'shm-on-disk',
  on: 'resource',
  docs,
  severity: 'warning',
  profile: 'recommended',
  concept: 'resources',
  fix: 'suggested',
  about: ['pods'],
  anyPod: true,

  *check(resource) {
    const { podSpec } = resource;
    if (!podSpec || resource.templated) return;
    const volumes = itemsAt(resource, [...podSpec, 'volumes']);
    for (const { path, name } of resource.containers()) {
      for (const mount of itemsAt(resource, [...path, 'volumeMounts'])) {
        const at = [...mount.path, 'mountPath'];
        if (!/^\/dev\/shm\/?$/.test(String(resource.get(at)))) continue;
        const volume = volumes.find(({ value }) => value['name'] === mount.value['name']);
        const empty = [...(volume?.path ?? []), 'emptyDir'];
        const medium = [...empty, 'medium'];
        if (!volume || !resource.key(empty)) continue;
        if (resource.key(medium) && resource.get(medium) !== '') continue;
        yield {
          at: resource.at(at),
          message: `The shared memory of container ${name} is a folder on its node's disk: ${String(volume.value['name'])} has no medium: Memory.`,
          related: [{ file: resource.path, at: resource.at(empty), message: 'the volume' }],
          ...mend('Keep it in memory', put(resource, medium, 'Memory')),
        };
      }
    }
  },
};
export default rule;
