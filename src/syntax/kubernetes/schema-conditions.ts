import { isMap, isPair, isScalar, isSeq, type YAMLMap } from 'yaml';
import type { Span } from '../../text/span.ts';
import type { Limited } from './schema-limits.ts';
import type { SchemaProblem } from './schema-problem.ts';

/** What the API server refuses in an object because of what other fields say; nothing where one of them is not known. */
export const conditionProblems = (object: Limited): Iterable<SchemaProblem> => {
  const own = Object.hasOwn(conditions, object.type) ? conditions[object.type] : undefined;
  return object.isRoot ? atRoot(object, own ?? nothing) : (own ?? nothing)(object);
};

function* atRoot(object: Limited, own: Condition): Generator<SchemaProblem> {
  yield* own(object);
  yield* metadata(object);
}

type Condition = (object: Limited) => Iterable<SchemaProblem>;

const none: readonly SchemaProblem[] = [];
const nothing: Condition = () => none;

function* ports(object: Limited): Generator<SchemaProblem> {
  const { at, keys, label, map } = object;
  // A patch that says less of it may be without both.
  if (!keys.has('selector') && !keys.has('ports')) return;
  if (!isEmpty(object, 'ports') || keys.has('clusterIPs')) return;
  if (!/^(?:|ClusterIP|NodePort|LoadBalancer)$/.test(textAt(map, keys, 'type') ?? '?')) return;
  if (!/^[\da-f.:]*$/.test(textAt(map, keys, 'clusterIP') ?? '?')) return;
  yield { kind: 'missing-field', at, fields: ['ports'], owner: label };
}

function* selector(object: Limited): Generator<SchemaProblem> {
  const value: unknown = object.map.get('selector', true);
  const at = keyAt(object.map, 'selector');
  const fields = ['matchLabels', 'matchExpressions'];
  if (!at || (!isMap(value) && !isNull(value))) return;
  if (isMap(value)) {
    const keys = new Set(value.items.map(({ key }) => (isScalar(key) ? String(key.value) : '?')));
    if (![...keys].every((key) => fields.includes(key) && isEmpty({ map: value, keys }, key)))
      return;
  }
  yield { kind: 'missing-field', at, fields, owner: 'selector' };
}

function* values(object: Limited): Generator<SchemaProblem> {
  const { at, keys, label, map } = object;
  const operator = textAt(map, keys, 'operator') ?? '';
  const key = keyAt(map, 'values');
  if (/^(?:In|NotIn|Gt|Lt)$/.test(operator)) {
    if (isEmpty(object, 'values'))
      yield { kind: 'missing-field', at: key ?? at, fields: ['values'], owner: label };
  } else if (/^(?:Exists|DoesNotExist)$/.test(operator)) {
    if (key && !isEmpty(object, 'values') && isSeq(map.get('values')))
      yield { kind: 'not-allowed', at: key, field: 'values', why: `operator is ${operator}` };
  }
}

const nodeValues: Condition = function* (object) {
  yield* values(object);
  const { keys, map } = object;
  const operator = textAt(map, keys, 'operator') ?? '';
  const list: unknown = map.get('values');
  const at = keyAt(map, 'values');
  if (at && /^[GL]t$/.test(operator) && isSeq(list) && list.items.length > 1)
    yield { kind: 'not-allowed', at, field: 'several values', why: `operator is ${operator}` };
};

const ordinary = 'this is an init container whose restartPolicy is not Always';

function* initContainers({ map }: Limited): Generator<SchemaProblem> {
  const list: unknown = map.get('initContainers');
  for (const container of isSeq(list) ? list.items : []) {
    if (!isMap(container) || container.has('<<')) continue;
    const policy: unknown = container.get('restartPolicy');
    if (policy !== undefined && policy !== 'Never' && policy !== 'OnFailure') continue;
    for (const field of ['lifecycle', 'livenessProbe', 'readinessProbe', 'startupProbe']) {
      const at = keyAt(container, field);
      if (!at || isNull(container.get(field, true))) continue;
      yield { kind: 'not-allowed', at, field, why: ordinary };
    }
  }
}

function* readiness({ map }: Limited): Generator<SchemaProblem> {
  const probe: unknown = map.get('readinessProbe');
  const field = 'terminationGracePeriodSeconds';
  const at = isMap(probe) ? keyAt(probe, field) : undefined;
  if (!at || !isMap(probe) || isNull(probe.get(field, true))) return;
  yield { kind: 'not-allowed', at, field, why: 'a readinessProbe stops no container' };
}

function* ingress(object: Limited): Generator<SchemaProblem> {
  const { at, keys, label, map } = object;
  // The field of old versions is told by its name.
  if (keys.has('backend') || !isEmpty(object, 'rules')) return;
  if (keys.has('defaultBackend') && !isNull(map.get('defaultBackend', true))) return;
  yield { kind: 'missing-field', at, fields: ['rules', 'defaultBackend'], owner: label };
}

function* subjects({ map }: Limited): Generator<SchemaProblem> {
  const list: unknown = map.get('subjects');
  for (const subject of isSeq(list) ? list.items : []) {
    if (!isMap(subject) || subject.get('kind') !== 'ServiceAccount') continue;
    const at = keyAt(subject, 'kind');
    if (!at || subject.has('namespace') || subject.has('<<')) continue;
    const owner = 'a ServiceAccount among subjects';
    yield { kind: 'missing-field', at, fields: ['namespace'], owner };
  }
}

const conditions: Readonly<Record<string, Condition>> = {
  'v1/ServiceSpec': ports,
  'v1/PodSpec': initContainers,
  'v1/Container': readiness,
  'apps/v1/DeploymentSpec': selector,
  'apps/v1/StatefulSetSpec': selector,
  'apps/v1/DaemonSetSpec': selector,
  'apps/v1/ReplicaSetSpec': selector,
  'meta/v1/LabelSelectorRequirement': values,
  'v1/NodeSelectorRequirement': nodeValues,
  'v1/ScopedResourceSelectorRequirement': values,
  'networking.k8s.io/v1/IngressSpec': ingress,
  'rbac.authorization.k8s.io/v1/ClusterRoleBinding': subjects,
};

/** What is created without a name, and pods, which other programs take as templates. */
const nameless =
  /\/(?:Pod|Binding|Eviction|Scale|ComponentStatus|\w+Rollback|\w+Re(?:view|quest))$/;

function* metadata(object: Limited): Generator<SchemaProblem> {
  const { at, label, map, schema, type } = object;
  const isOwn = schema.types[type]?.limits?.object ?? type.startsWith('rbac.authorization.');
  if (!isOwn || nameless.test(type)) return;
  if (!object.keys.has('metadata')) {
    yield { kind: 'missing-field', at, fields: ['metadata'], owner: label };
    return;
  }
  const value: unknown = map.get('metadata', true);
  const key = keyAt(map, 'metadata');
  const fields = ['name', 'generateName'];
  if (!key || (!isMap(value) && !isNull(value))) return;
  if (isMap(value) && [...fields, '<<'].some((field) => value.has(field))) return;
  yield { kind: 'missing-field', at: key, fields, owner: 'metadata' };
}

interface Fields {
  readonly map: YAMLMap;
  readonly keys: ReadonlySet<string>;
}

/** Whether a field is not set, or holds nothing. */
const isEmpty = ({ keys, map }: Fields, field: string): boolean => {
  if (!keys.has(field)) return true;
  const value: unknown = map.get(field, true);
  return map.has(field) && (isNull(value) || (isCollection(value) && value.items.length === 0));
};

const isCollection = (value: unknown): value is { readonly items: readonly unknown[] } =>
  isMap(value) || isSeq(value);

const isNull = (value: unknown): boolean =>
  value === null || value === undefined || (isScalar(value) && value.value === null);

/** The text of a field; empty where it is not set, undefined where it is not known. */
const textAt = (map: YAMLMap, keys: ReadonlySet<string>, field: string): string | undefined => {
  if (!keys.has(field)) return '';
  const value: unknown = map.get(field);
  return typeof value === 'string' ? value : undefined;
};

const keyAt = (map: YAMLMap, field: string): Span | undefined => {
  const key = map.items.find(
    (pair) => isPair(pair) && isScalar(pair.key) && pair.key.value === field,
  )?.key;
  return isScalar(key) && key.range ? [key.range[0], key.range[1]] : undefined;
};
