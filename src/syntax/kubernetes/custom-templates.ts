import { patternMatcher } from '../../text/pattern.ts';
import type { Span } from '../../text/span.ts';
import { isRecord, scalarText } from '../kustomization.ts';
import { entryAt, isWhole, itemsAt, named, nameOf } from './fields.ts';
import { hostPaths } from './host-paths.ts';
import type { KeyPath, Resource } from './model.ts';
import { quantityValue } from './schema-quantity.ts';

/** A place that breaks a custom check, and what is there: without the check's name and a period. */
export interface Broken {
  readonly at: Span;
  readonly message: string;
}

/** Finds what breaks a check in an object. */
export type Find = (resource: Resource) => Iterable<Broken>;

type Params = Readonly<Record<string, unknown>>;

/** A template of kube-linter: the kinds it is for unless a check says so, and the check for parameters; undefined when they are wrong. */
interface Template {
  readonly kinds: readonly string[];
  make(params: Params): Find | undefined;
}

/** Tells of a text whether it fits; undefined is not known. */
type Fits = (text: string) => boolean | undefined;

const any: Fits = () => true;

/** The matcher for a parameter: an expression, behind `!` what does not fit it, nothing for any text. */
const fitsOf = (value: unknown): Fits | undefined => {
  if (value === undefined || value === null || value === '') return any;
  if (typeof value !== 'string') return undefined;
  const negated = value.startsWith('!');
  const matches = patternMatcher(negated ? value.slice(1) : value);
  if (!matches || !negated) return matches;
  return (text) => {
    const found = matches(text);
    return found === undefined ? undefined : !found;
  };
};

const wholeNumber = (value: unknown): number | undefined =>
  typeof value === 'number' && Number.isInteger(value) ? value : undefined;

const texts = (value: unknown): readonly string[] | undefined => {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) &&
    value.length <= longest &&
    value.every((each) => typeof each === 'string')
    ? value
    : undefined;
};

// Far above what people write; each container is compared with each.
const longest = 100;

const manyFit = (value: unknown): readonly Fits[] | undefined => {
  const found = texts(value)?.map(patternMatcher);
  const known = found?.filter((each) => each !== undefined);
  return known?.length === found?.length ? known : undefined;
};

/** Labels or annotations of an object. */
type Marks = 'label' | 'annotation';

interface Mark {
  readonly path: KeyPath;
  readonly fits: boolean | undefined;
}

/** Whether each label or annotation fits key and value; undefined where it is not known. */
const marksOf = (resource: Resource, marks: Marks, key: Fits, value: Fits): readonly Mark[] => {
  const above = ['metadata', `${marks}s`];
  const all = resource.get(above);
  return Object.entries(isRecord(all) ? all : {}).map(([name, text]) => ({
    path: [...above, name],
    fits: both(key(name), typeof text === 'string' ? value(text) : undefined),
  }));
};

const both = (a: boolean | undefined, b: boolean | undefined): boolean | undefined =>
  a === false || b === false ? false : a && b;

const shown = (key: unknown, value: unknown): string =>
  `${String(key)}${typeof value === 'string' && value ? `=${value}` : ''}`;

/** A check of the labels or annotations that fit a key and a value. */
const ofMarks = (
  marks: Marks,
  find: (resource: Resource, found: readonly Mark[], wanted: string) => Iterable<Broken>,
): Template => ({
  kinds: ['Any'],
  make({ key, value }) {
    const keyFits = key ? fitsOf(key) : undefined;
    const valueFits = fitsOf(value);
    if (!keyFits || !valueFits) return undefined;
    const wanted = shown(key, value);
    return (resource) => find(resource, marksOf(resource, marks, keyFits, valueFits), wanted);
  },
});

const required = (marks: Marks): Template =>
  ofMarks(marks, function* (resource, found, wanted) {
    const all = ['metadata', `${marks}s`];
    const known = resource.key(all) === undefined || isRecord(resource.get(all));
    if (resource.partial || resource.templated || !known || resource.name === undefined) return;
    if (found.some(({ fits }) => fits !== false)) return;
    yield {
      at: resource.at(['metadata', 'name']),
      message: `${named(resource)} has no ${marks} ${wanted}`,
    };
  });

const forbidden = ofMarks('annotation', function* (resource, found) {
  for (const { path, fits } of found)
    if (fits)
      yield {
        at: entryAt(resource, path),
        message: `${named(resource)} has the annotation ${String(path.at(-1))}`,
      };
});

const pods = ['DeploymentLike'];

/** A check of each container by itself. */
const perContainer = (
  find: (resource: Resource, path: KeyPath, name: string) => Iterable<Broken>,
): Find =>
  function* (resource) {
    for (const { path, name } of resource.containers()) yield* find(resource, path, name);
  };

const pullPolicy: Template = {
  kinds: pods,
  make({ forbiddenPolicies }) {
    const policies = texts(forbiddenPolicies);
    if (!policies) return undefined;
    return perContainer(function* (resource, container, name) {
      const path = [...container, 'imagePullPolicy'];
      const policy = resource.get(path);
      if (typeof policy !== 'string' || !policies.includes(policy)) return;
      yield { at: entryAt(resource, path), message: `container ${name} pulls ${policy}` };
    });
  },
};

const hostMounts: Template = {
  kinds: pods,
  make({ dirs }) {
    const folders = manyFit(dirs);
    if (!folders) return undefined;
    return function* (resource) {
      for (const { path, at, mounts } of hostPaths(resource))
        if (folders.some((fits) => fits(path)))
          yield {
            at: resource.at(at),
            message: `container ${mounts[0]?.container} mounts ${path} of its node`,
          };
    };
  },
};

const envVar: Template = {
  kinds: pods,
  make({ name, value }) {
    const nameFits = name ? fitsOf(name) : undefined;
    const valueFits = fitsOf(value);
    if (!nameFits || !valueFits) return undefined;
    return perContainer(function* (resource, container, owner) {
      for (const { path, value: entry } of itemsAt(resource, [...container, 'env'])) {
        const own = entry['name'];
        const written = resource.key([...path, 'value']) ? entry['value'] : '';
        if (typeof own !== 'string' || typeof written !== 'string') continue;
        if (!both(nameFits(own), valueFits(written))) continue;
        yield {
          at: resource.at([...path, 'name']),
          message: `container ${owner} sets the variable ${own}`,
        };
      }
    });
  },
};

/** The container ports that fit a number and a protocol. */
const portsThat = (number: (port: number) => boolean, protocol: Fits): Find =>
  perContainer(function* (resource, container, name) {
    for (const { path, value } of itemsAt(resource, [...container, 'ports'])) {
      const port = value['containerPort'];
      const written = resource.key([...path, 'protocol']) ? value['protocol'] : 'TCP';
      if (typeof port !== 'number' || typeof written !== 'string') continue;
      if (!number(port) || !protocol(written)) continue;
      yield {
        at: resource.at([...path, 'containerPort']),
        message: `container ${name} has the port ${port}/${written}`,
      };
    }
  });

const ports: Template = {
  kinds: pods,
  make({ port, protocol }) {
    const wanted = wholeNumber(port);
    const fits = fitsOf(protocol);
    return wanted === undefined || !fits ? undefined : portsThat((each) => each === wanted, fits);
  },
};

const privilegedPorts: Template = {
  kinds: pods,
  make: () => portsThat((port) => port > 0 && port < 1024, any),
};

const requirements: ReadonlyMap<string, readonly string[]> = new Map([
  ['request', ['requests']],
  ['limit', ['limits']],
  ['any', ['requests', 'limits']],
]);

/** Containers whose amount of something is in a range; what is not set is 0. */
const amount = (
  name: string,
  { parts, unit }: { readonly parts: number; readonly unit: number },
  lowest: string,
  highest: string,
): Template => ({
  kinds: pods,
  make({ requirementsType, [lowest]: lower, [highest]: upper }) {
    const kinds = requirements.get(scalarText(requirementsType));
    const least = wholeNumber(lower ?? 0);
    const most = wholeNumber(upper ?? Number.MAX_SAFE_INTEGER);
    if (!kinds || least === undefined || most === undefined) return undefined;
    return perContainer(function* (resource, container, owner) {
      for (const kind of kinds) {
        const [own, limit] = [kind, 'limits'].map((each) => [
          ...container,
          'resources',
          each,
          name,
        ]);
        // A request that is not set is that of the limit.
        const path = [own, limit].find((each) => each && resource.key(each));
        if (!path && !isWhole(resource)) continue;
        const written = path ? resource.get(path) : 0;
        if (typeof written !== 'number' && typeof written !== 'string') continue;
        const value = Math.ceil((quantityValue(String(written)) ?? Number.NaN) * parts - 1e-6);
        if (!(value >= least * unit && value <= most * unit)) continue;
        const what = `${name} ${kind.slice(0, -1)}`;
        yield {
          at: path ? entryAt(resource, path) : nameOf(resource, container),
          message: `container ${owner} has ${path ? `the ${what} ${written}` : `no ${what}`}`,
        };
      }
    });
  },
});

const counted =
  /^(?:Deployment|StatefulSet|ReplicaSet|ReplicationController|HorizontalPodAutoscaler)$/;

/** Objects with fewer replicas than a number; those that say nothing have one. */
const fewer = (kinds: readonly string[], field: string): Template => ({
  kinds,
  make({ minReplicas = 0 }) {
    const least = wholeNumber(minReplicas);
    if (least === undefined) return undefined;
    return function* (resource) {
      const path = ['spec', field];
      if (!counted.test(resource.kind)) return;
      const isSet = resource.key(path) !== undefined;
      if (!isSet && (resource.partial || resource.templated)) return;
      const count = isSet ? resource.get(path) : 1;
      if (typeof count !== 'number' || count >= least) return;
      yield {
        at: isSet ? entryAt(resource, path) : resource.at(['metadata', 'name']),
        message: `${named(resource)} has ${count} of at least ${least} replicas`,
      };
    };
  },
});

const image: Template = {
  kinds: pods,
  make({ blockList, allowList }) {
    const blocked = manyFit(blockList);
    const allowed = manyFit(allowList);
    if (!blocked || !allowed || (blocked.length > 0 && allowed.length > 0)) return undefined;
    return function* (resource) {
      for (const { path, name, image: own } of resource.containers()) {
        if (own === undefined) continue;
        const isBlocked = blocked.some((fits) => fits(own));
        const isAllowed = allowed.length === 0 || allowed.some((fits) => fits(own) !== false);
        if (!isBlocked && isAllowed) continue;
        yield {
          at: resource.at([...path, 'image']),
          message: `container ${name} runs ${own}, which is ${isBlocked ? 'blocked' : 'not allowed'}`,
        };
      }
    };
  },
};

const serviceTypes: Template = {
  kinds: ['Service'],
  make({ forbiddenServiceTypes }) {
    const types = texts(forbiddenServiceTypes);
    if (!types) return undefined;
    return function* (resource) {
      const path = ['spec', 'type'];
      const type = resource.get(path);
      if (resource.kind !== 'Service' || typeof type !== 'string' || !types.includes(type)) return;
      yield { at: entryAt(resource, path), message: `${named(resource)} is of type ${type}` };
    };
  },
};

const disallowedObject: Template = {
  kinds: ['Any'],
  make({ group, version, kind }) {
    const [groupFits, versionFits, kindFits] = [group, version, kind].map(fitsOf);
    if (!groupFits || !versionFits || !kindFits) return undefined;
    return function* (resource) {
      const [own = '', ownVersion = own] = resource.apiVersion.split('/');
      const isCore = !resource.apiVersion.includes('/');
      const fits = both(groupFits(isCore ? '' : own), versionFits(ownVersion));
      if (!both(fits, kindFits(resource.kind))) return;
      yield {
        at: resource.at(['kind']),
        message: `${resource.apiVersion} ${resource.kind} is not allowed`,
      };
    };
  },
};

const serviceAccount: Template = {
  kinds: pods,
  make({ serviceAccount: pattern }) {
    const fits = pattern ? fitsOf(pattern) : undefined;
    if (!fits) return undefined;
    return function* (resource) {
      const path = [...(resource.podSpec ?? []), 'serviceAccountName'];
      const account = resource.get(path);
      if (!resource.podSpec || typeof account !== 'string' || !fits(account)) return;
      yield {
        at: entryAt(resource, path),
        message: `${named(resource)} uses the service account ${account}`,
      };
    };
  },
};

/** The templates that can be decided here (docs/generated/templates.md of github.com/stackrox/kube-linter, read 2026-11-22). */
export const templates: ReadonlyMap<string, Template> = new Map([
  ['required-label', required('label')],
  ['required-annotation', required('annotation')],
  ['forbidden-annotation', forbidden],
  ['image-pull-policy', pullPolicy],
  ['host-mounts', hostMounts],
  ['env-var', envVar],
  ['ports', ports],
  ['privileged-ports', privilegedPorts],
  [
    'cpu-requirements',
    amount('cpu', { parts: 1000, unit: 1 }, 'lowerBoundMillis', 'upperBoundMillis'),
  ],
  [
    'memory-requirements',
    amount('memory', { parts: 1, unit: 2 ** 20 }, 'lowerBoundMB', 'upperBoundMB'),
  ],
  ['minimum-replicas', fewer(pods, 'replicas')],
  ['hpa-minimum-replicas', fewer(['HorizontalPodAutoscaler'], 'minReplicas')],
  ['latest-tag', image],
  ['forbidden-service-types', serviceTypes],
  ['disallowed-api-obj', disallowedObject],
  ['service-account', serviceAccount],
]);
