import type { ObjectFacts } from '../../project/facts.ts';
import { claimOf } from '../../project/links.ts';
import type { Project, ResourceIn } from '../../project/project.ts';
import { commandWords } from '../../syntax/kubernetes/command.ts';
import { itemsAt } from '../../syntax/kubernetes/fields.ts';
import type { KeyPath } from '../../syntax/kubernetes/model.ts';
import { quantityValue } from '../../syntax/kubernetes/schema-quantity.ts';
import { modelsIn } from '../named-model.ts';
import type { Place, Rule } from '../rule.ts';
import docs from './disk-smaller-than-model.md' with { type: 'text' };

const rule: Rule = {
  id: 'disk-smaller-than-model',
  on: 'resource',
  docs,
  severity: 'warning',
  profile: 'recommended',
  concept: 'model-artifact',
  fix: 'none',
  about: ['pods'],

  *check(resource, project) {
    const { podSpec } = resource;
    if (!podSpec || resource.partial || resource.templated) return;
    const own = project.own(resource);
    for (const { path, name } of resource.containers()) {
      const words = commandWords(resource, path) ?? [];
      if (!own || words.some(({ text }) => /quant|download-dir|load-format/.test(text))) continue;
      for (const { at, size } of modelsIn(words)) {
        const disk = cacheOf(resource, podSpec, path, own, project);
        const bytes = disk && quantityValue(disk.size);
        if (!disk || bytes === undefined || bytes >= size.gigabytes * 1e9) continue;
        yield {
          at,
          message: `${size.name} has ${size.parameters} billion parameters, ${size.gigabytes} GB at two bytes each, and container ${name} keeps them in ${disk.name}, which holds ${disk.size}.`,
          related: [disk.place],
        };
      }
    }
  },
};
export default rule;

interface Disk {
  readonly name: string;
  readonly size: string;
  readonly place: Place;
}

/** The volume with a limit where the container's Hugging Face cache is. */
const cacheOf = (
  resource: ResourceIn,
  podSpec: KeyPath,
  container: KeyPath,
  own: ObjectFacts,
  project: Project,
): Disk | undefined => {
  const set = new Map(
    itemsAt(resource, [...container, 'env']).map(({ value }) => [value['name'], value['value']]),
  );
  const home = ['HF_HUB_CACHE', 'HUGGINGFACE_HUB_CACHE', 'HF_HOME'].find((each) => set.has(each));
  const cache = String(home ? set.get(home) : '/root/.cache/huggingface');
  const mount = itemsAt(resource, [...container, 'volumeMounts'])
    .map(({ value }) => ({
      name: value['name'],
      at: String(value['mountPath']).replace(/\/$/, ''),
    }))
    .filter(({ at }) => at !== '' && `${cache}/`.startsWith(`${at}/`))
    .sort((a, b) => b.at.length - a.at.length)[0];
  const volume = itemsAt(resource, [...podSpec, 'volumes']).find(
    ({ value }) => value['name'] === mount?.name,
  );
  if (!volume) return undefined;
  const limit = [...volume.path, 'emptyDir', 'sizeLimit'];
  const written = resource.get(limit);
  if (written !== undefined)
    return {
      name: String(mount?.name),
      size: String(written),
      place: { file: resource.path, at: resource.at(limit), message: 'the size of the volume' },
    };
  const claimed = resource.get([...volume.path, 'persistentVolumeClaim', 'claimName']);
  const claim = typeof claimed === 'string' ? claimOf(own, claimed, project) : undefined;
  const size = claim?.claim.size;
  return claim && size
    ? {
        name: claim.name,
        size: size.value,
        place: { file: size.file, at: size.at, message: 'the size of the claim' },
      }
    : undefined;
};
