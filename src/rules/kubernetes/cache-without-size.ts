import { itemsAt, put } from '../../syntax/kubernetes/fields.ts';
import { mend } from '../mend.ts';
import type { Rule } from '../rule.ts';
import docs from './cache-without-size.md' with { type: 'text' };

const rule: Rule = {
  id: 'cache-without-size',
  on: 'resource',
  docs,
  severity: 'hint',
  profile: 'strict',
  concept: 'persistent-volume',
  fix: 'suggested',
  anyPod: true,

  *check(resource) {
    const { podSpec } = resource;
    if (!podSpec || resource.partial || resource.templated) return;
    const folders = new Map<unknown, string>();
    for (const { path } of resource.containers()) {
      for (const { value } of itemsAt(resource, [...path, 'volumeMounts'])) {
        const folder = String(value['mountPath']);
        if (models.test(folder)) folders.set(value['name'], folder);
      }
    }
    for (const volume of itemsAt(resource, [...podSpec, 'volumes'])) {
      const empty = [...volume.path, 'emptyDir'];
      const folder = folders.get(volume.value['name']);
      if (!folder || !resource.key(empty)) continue;
      if (['sizeLimit', 'medium'].some((key) => resource.key([...empty, key]))) continue;
      yield {
        at: resource.at([...volume.path, 'name']),
        message: `What is written to ${folder} may fill the disk of the node, and other pods are evicted with this one: ${String(volume.value['name'])} has no sizeLimit.`,
        ...mend(
          'Limit it to 50Gi; set what your model needs',
          put(resource, [...empty, 'sizeLimit'], '50Gi'),
        ),
      };
    }
  },
};
export default rule;

const models =
  /\/(?:models?|model[-_](?:repository|store|cache)|weights|huggingface|\.cache|hf|torch)(?:\/|$)/i;
