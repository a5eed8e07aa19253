import { backendsOf } from '../../project/backends.ts';
import type { ObjectFacts } from '../../project/facts.ts';
import { placeFor, sameNamespace } from '../../project/links.ts';
import type { Project, ResourceIn } from '../../project/project.ts';
import { itemsAt } from '../../syntax/kubernetes/fields.ts';
import type { KeyPath } from '../../syntax/kubernetes/model.ts';
import { dirname } from '../../text/path.ts';
import type { Rule } from '../rule.ts';
import docs from './other-namespace.md' with { type: 'text' };

const rule: Rule = {
  id: 'other-namespace',
  on: 'resource',
  docs,
  severity: 'warning',
  profile: 'recommended',
  concept: 'service',
  fix: 'none',

  *check(resource, project) {
    const own = project.own(resource);
    if (own?.namespace === undefined || own.partial) return;
    for (const { at, kind, so } of referencesOf(resource)) {
      const name = resource.get(at);
      const target = typeof name === 'string' ? elsewhere(own, kind, name, project) : undefined;
      if (!target) continue;
      yield {
        at: resource.at(at),
        message: `${kind} ${String(name)} is in namespace ${target.namespace}, and ${own.name === '' ? `this ${own.kind}` : `${own.kind} ${own.name}`}, in ${own.namespace}, reaches only what is in its own: ${so}.`,
        related: [placeFor(target)],
      };
    }
  },
};
export default rule;

interface Reference {
  /** The name that is asked for. */
  readonly at: KeyPath;
  readonly kind: string;
  /** What follows when it is not found. */
  readonly so: string;
}

/** What an object asks for by name alone, which is looked for in its own namespace. */
function* referencesOf(resource: ResourceIn): Generator<Reference> {
  const { kind, podSpec } = resource;
  if (kind === 'Ingress')
    for (const { path } of backendsOf(resource))
      yield { at: [...path, 'name'], kind: 'Service', so: 'requests get 503' };
  const target = resource.get(['spec', 'scaleTargetRef', 'kind']);
  if (/^(?:HorizontalPodAutoscaler|ScaledObject)$/.test(kind))
    yield {
      at: ['spec', 'scaleTargetRef', 'name'],
      kind: typeof target === 'string' ? target : 'Deployment',
      so: 'nothing is scaled',
    };
  if (!podSpec) return;
  const account = [...podSpec, 'serviceAccountName'];
  yield { at: account, kind: 'ServiceAccount', so: 'no pod is made' };
  const waits = 'its pods wait for ever';
  for (const { path } of itemsAt(resource, [...podSpec, 'volumes'])) {
    const claim = [...path, 'persistentVolumeClaim', 'claimName'];
    yield { at: claim, kind: 'PersistentVolumeClaim', so: waits };
    yield { at: [...path, 'configMap', 'name'], kind: 'ConfigMap', so: waits };
    yield { at: [...path, 'secret', 'secretName'], kind: 'Secret', so: waits };
  }
  for (const { path } of resource.containers()) {
    const sources = [
      ...itemsAt(resource, [...path, 'env']).map((each) => [...each.path, 'valueFrom']),
      ...itemsAt(resource, [...path, 'envFrom']).map((each) => each.path),
    ];
    for (const source of sources)
      for (const [field, of] of fields) {
        const reference = [...source, field];
        if (resource.get([...reference, 'optional']) === true) continue;
        yield { at: [...reference, 'name'], kind: of, so: 'its containers do not start' };
      }
  }
}

const fields = [
  ['configMapKeyRef', 'ConfigMap'],
  ['configMapRef', 'ConfigMap'],
  ['secretKeyRef', 'Secret'],
  ['secretRef', 'Secret'],
] as const;

/** The object of that name beside the one that asks for it, where each such object is surely in another namespace. */
const elsewhere = (
  own: ObjectFacts,
  kind: string,
  name: string,
  project: Project,
): ObjectFacts | undefined => {
  const named = project.find(`name ${kind} ${name}`).filter(({ partial }) => !partial);
  if (named.some((each) => sameNamespace(own, each))) return undefined;
  return named.find((each) => dirname(each.file) === dirname(own.file));
};
