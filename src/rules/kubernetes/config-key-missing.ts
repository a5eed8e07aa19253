import { meantBy, namedBeside, nearestTo, ownWorkload, placeFor } from '../../project/links.ts';
import type { ResourceIn } from '../../project/project.ts';
import { itemsAt, putText } from '../../syntax/kubernetes/fields.ts';
import type { KeyPath } from '../../syntax/kubernetes/model.ts';
import { nearest } from '../../text/nearest.ts';
import { dirname, type Path, relativeTo } from '../../text/path.ts';
import { mend } from '../mend.ts';
import type { Rule } from '../rule.ts';
import docs from './config-key-missing.md' with { type: 'text' };

const rule: Rule = {
  id: 'config-key-missing',
  on: 'resource',
  docs,
  severity: 'error',
  profile: 'recommended',
  concept: 'configmap-secret',
  aka: ['kube-linter/env-value-from'],
  fix: 'suggested',
  about: ['pods'],

  *check(resource, project) {
    const own = ownWorkload(resource, project);
    if (!own) return;
    for (const reference of referencesOf(resource)) {
      const { path, kind } = reference;
      const name = resource.get(reference.name);
      if (typeof name !== 'string' || resource.get([...path, 'optional']) === true) continue;
      const named = namedBeside(own, kind, name, project);
      if (named.length === 0) {
        const target = meantBy(name, own, kind, project);
        if (!target) continue;
        yield {
          at: resource.at(reference.name),
          message: `There is no ${kind} ${name} here, so the container does not start. Did you mean ${target.name}?`,
          related: [placeFor(target)],
          ...mend(`Read ${target.name}`, putText(resource, reference.name, target.name)),
        };
        continue;
      }
      // Files that Kustomize reads, and patches, add keys.
      if (!named.every((each) => each.keys && each.keys.length > 0)) continue;
      const keys = project.find(`name ${kind} ${name}`).flatMap((each) => each.keys ?? []);
      // In a folder beside this one it may be that of another team or stage, and the right one in the cluster.
      if (!named.some((each) => inOneLine(dirname(own.file), dirname(each.file)))) continue;
      for (const at of reference.keys) {
        const key = resource.get(at);
        if (typeof key !== 'string' || keys.includes(key)) continue;
        const near = nearest(key, keys);
        yield {
          at: resource.at(at),
          message: `${kind} ${name} has no key ${key}, so the container does not start: it has ${listed(keys)}.`,
          related: nearestTo(own.file, named).map(placeFor),
          ...(near ? mend(`Read ${near}`, putText(resource, at, near)) : {}),
        };
      }
    }
  },
};
export default rule;

/** The first keys, and how many more there are. */
const listed = (keys: readonly string[]): string => {
  const shown = keys.length > 7 ? keys.slice(0, 6) : keys;
  const more = keys.length - shown.length;
  return `${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
};

/** A ConfigMap or Secret that a pod reads. */
interface Reference {
  readonly kind: 'ConfigMap' | 'Secret';
  readonly path: KeyPath;
  readonly name: KeyPath;
  /** The places of the keys that it asks for. */
  readonly keys: readonly KeyPath[];
}

function* referencesOf(resource: ResourceIn): Generator<Reference> {
  const { podSpec = [] } = resource;
  for (const { path } of resource.containers()) {
    for (const item of itemsAt(resource, [...path, 'env'])) {
      const from = [...item.path, 'valueFrom'];
      for (const [kind, field] of kinds) yield keyOf(kind, [...from, `${field}KeyRef`]);
    }
    for (const item of itemsAt(resource, [...path, 'envFrom']))
      for (const [kind, field] of kinds) {
        const reference = [...item.path, `${field}Ref`];
        yield { kind, path: reference, name: [...reference, 'name'], keys: [] };
      }
  }
  for (const volume of itemsAt(resource, [...podSpec, 'volumes'])) {
    yield filesOf(resource, 'ConfigMap', [...volume.path, 'configMap'], 'name');
    yield filesOf(resource, 'Secret', [...volume.path, 'secret'], 'secretName');
    for (const source of itemsAt(resource, [...volume.path, 'projected', 'sources']))
      for (const [kind, field] of kinds)
        yield filesOf(resource, kind, [...source.path, field], 'name');
  }
}

const kinds = [
  ['ConfigMap', 'configMap'],
  ['Secret', 'secret'],
] as const;

const keyOf = (kind: Reference['kind'], path: KeyPath): Reference => ({
  ...{ kind, path, name: [...path, 'name'], keys: [[...path, 'key']] },
});

const filesOf = (
  resource: ResourceIn,
  kind: Reference['kind'],
  path: KeyPath,
  name: string,
): Reference => {
  const items = itemsAt(resource, [...path, 'items']);
  return { kind, path, name: [...path, name], keys: items.map((item) => [...item.path, 'key']) };
};

/** Whether two folders are the same, or one holds the other. */
const inOneLine = (a: Path, b: Path): boolean =>
  relativeTo(a, b) !== undefined || relativeTo(b, a) !== undefined;
