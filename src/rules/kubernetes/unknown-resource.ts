import { isResource, pluginMeant, resourceMeant } from '../../data/resource-names.ts';
import type { ResourceIn } from '../../project/project.ts';
import { closestTypo } from '../../project/typo.ts';
import { rename } from '../../syntax/kubernetes/edits.ts';
import type { KeyPath } from '../../syntax/kubernetes/model.ts';
import { isRecord } from '../../syntax/kustomization.ts';
import { mend } from '../mend.ts';
import type { Finding, Rule } from '../rule.ts';
import docs from './unknown-resource.md' with { type: 'text' };

const rule: Rule = {
  id: 'unknown-resource',
  on: 'resource',
  docs,
  severity: 'error',
  profile: 'recommended',
  concept: 'resources',
  fix: 'suggested',
  about: ['pods'],
  anyPod: true,

  *check(resource) {
    if (resource.partial || resource.templated) return;
    for (const { path } of resource.containers())
      for (const part of ['requests', 'limits'])
        yield* namesIn(resource, [...path, 'resources', part]);
  },
};
export default rule;

function* namesIn(resource: ResourceIn, path: KeyPath): Generator<Finding> {
  const amounts = resource.get(path);
  if (!isRecord(amounts)) return;
  for (const name of Object.keys(amounts)) {
    const at = resource.key([...path, name]);
    const slip = pluginMeant(name);
    if (!at || (isResource(name) && slip === undefined) || open.test(name)) continue;
    const meant = slip ?? resourceMeant(name) ?? closestTypo(name, named);
    const free = meant !== undefined && !(meant in amounts);
    yield {
      at,
      message:
        slip === undefined
          ? notOne(name, meant)
          : `No device plugin has ${name}, so the pod stays Pending. Did you mean ${slip}?`,
      ...(free ? mend(`Write ${meant}`, rename(resource, at, meant)) : {}),
    };
  }
}

/** Those that a slip may be of; `tpu` is none of `cpu`. */
const named = ['memory', 'ephemeral-storage'];

const notOne = (name: string, meant: string | undefined): string =>
  `${name} is no resource of a container${meant === undefined ? ': only cpu, memory, ephemeral-storage and hugepages have names without a domain.' : `. Did you mean ${meant}?`}`;

/** What somebody fills in later. */
const open = /[{}$<>%\uE000]|\.\.\.|^[A-Z][A-Z0-9_]{2,}$/;
