import { once } from '../text/memo.ts';
import { slipOf } from '../text/nearest.ts';
import { dirname, type Path } from '../text/path.ts';
import type {
  ClaimFacts,
  ObjectFacts,
  ScalerFacts,
  SelectorFacts,
  ServiceFacts,
  WorkloadFacts,
} from './facts.ts';
import type { Project, ResourceIn } from './project.ts';

/** An object with a pod template. */
export type Workload = ObjectFacts & { readonly workload: WorkloadFacts };

/** A Service. */
export type Service = ObjectFacts & { readonly service: ServiceFacts };

/** An autoscaler. */
export type Scaler = ObjectFacts & { readonly scaler: ScalerFacts };

/** Whether two objects can be in one namespace; one that names none can be anywhere. */
export const sameNamespace = (a: ObjectFacts, b: ObjectFacts): boolean =>
  a.namespace === undefined || b.namespace === undefined || a.namespace === b.namespace;

/** Whether an object goes by a name, as written or after a kustomization. */
export const isCalled = ({ aliases, name: own }: ObjectFacts, name: unknown): boolean =>
  own === name || aliases?.some((alias) => alias === name) === true;

/** Objects with pods; patches are none. */
export const workloadsIn = once((objects: readonly ObjectFacts[]): readonly Workload[] =>
  objects.flatMap((each) =>
    each.workload && !each.partial ? [{ ...each, workload: each.workload }] : [],
  ),
);

/** Services; patches are none. */
export const servicesIn = once((objects: readonly ObjectFacts[]): readonly Service[] =>
  objects.flatMap((each) =>
    each.service && !each.partial ? [{ ...each, service: each.service }] : [],
  ),
);

/** Autoscalers; patches are none. */
export const scalersIn = once((objects: readonly ObjectFacts[]): readonly Scaler[] =>
  objects.flatMap((each) =>
    each.scaler && !each.partial ? [{ ...each, scaler: each.scaler }] : [],
  ),
);

/** Objects of a kind; patches are none. */
export const ofKind = (objects: readonly ObjectFacts[], kind: string): readonly ObjectFacts[] =>
  byKind(objects).get(kind) ?? [];

const byKind = once((objects: readonly ObjectFacts[]) =>
  grouped(objects, ({ kind, partial }) => (partial ? [] : [kind])),
);

/** The facts of the workload that is judged; undefined for patches and for objects without pods. */
export const ownWorkload = (resource: ResourceIn, project: Project): Workload | undefined => {
  const own = resource.podSpec && project.own(resource);
  return own && workloadsIn([own])[0];
};

/** The workloads that may be meant by the selector of an object beside them; an empty one means all. */
export const withLabels = (
  object: ObjectFacts,
  { labels, open }: SelectorFacts,
  workloads: readonly Workload[],
): readonly Workload[] =>
  workloads.filter(
    (each) =>
      sameNamespace(object, each) &&
      (open ||
        Object.entries(labels).every(([key, value]) => each.workload.podLabels[key] === value)),
  );

/** The object at the other end of a finding. */
export const placeFor = ({ file, at, kind, name }: ObjectFacts) => ({
  file,
  at,
  message: `${kind} ${name}`,
});

/** The nearest claim of a name that the pods of an object can mount; undefined when two are as near. */
export const claimOf = (
  object: ObjectFacts,
  name: string,
  project: Project,
): (ObjectFacts & { readonly claim: ClaimFacts }) | undefined => {
  const found = project
    .ofKind('PersistentVolumeClaim')
    .flatMap((each) =>
      isCalled(each, name) && each.claim && sameNamespace(object, each)
        ? [{ ...each, claim: each.claim }]
        : [],
    );
  const [only, more] = nearestTo(object.file, found);
  return more ? undefined : only;
};

/** Whether a selector with at least one label matches the labels. */
export const selects = (
  selector: Readonly<Record<string, string>>,
  labels: Readonly<Record<string, string>>,
): boolean => {
  const wanted = Object.entries(selector);
  return wanted.length > 0 && wanted.every(([key, value]) => labels[key] === value);
};

/** The candidates whose files stand nearest to `file`: a repository may hold the same objects for several environments. */
export const nearestTo = <T extends ObjectFacts>(
  file: Path,
  candidates: readonly T[],
): readonly T[] => {
  if (candidates.length < 2) return candidates;
  const here = folders(file);
  const distances = candidates.map((each) => distance(here, foldersOf(each)));
  const least = distances.reduce((a, b) => Math.min(a, b));
  return candidates.filter((_, i) => distances[i] === least);
};

/** The object that was probably meant by a name that none has: a slip of the name of one that stands near. */
export const meantBy = <T extends ObjectFacts>(
  name: string,
  file: Path,
  candidates: readonly T[],
): T | undefined => {
  const near = slipOf(
    name,
    nearestTo(file, candidates).map((each) => each.name),
  );
  return near ? candidates.find((each) => each.name === near) : undefined;
};

const foldersOf = once(({ file }: ObjectFacts): readonly string[] => folders(file));

const folders = (file: Path): readonly string[] =>
  dirname(file)
    .split('/')
    .filter((part) => part !== '');

/** Steps up from one folder to the ancestor that it shares with the other, which count most, and down again. */
const distance = (from: readonly string[], to: readonly string[]): number => {
  let common = 0;
  while (common < from.length && from[common] === to[common]) common++;
  return (from.length - common) * 1000 + to.length - common;
};

/** The workloads whose pods a Service sends requests to. */
export const selectedBy = (
  service: Service,
  workloads: readonly Workload[],
): readonly Workload[] => {
  const known = selections(workloads);
  const place = placeOf(service);
  const found = known.get(place) ?? select(service, workloads);
  known.set(place, found);
  return found;
};

const selections = once((_: readonly Workload[]) => new Map<string, readonly Workload[]>());

const select = (service: Service, workloads: readonly Workload[]): readonly Workload[] => {
  const [label] = Object.entries(service.service.selector);
  const candidates = label ? (byLabel(workloads).get(label.join('=')) ?? []) : [];
  return nearestTo(
    service.file,
    candidates.filter(
      (each) =>
        sameNamespace(service, each) && selects(service.service.selector, each.workload.podLabels),
    ),
  );
};

const byLabel = once((workloads: readonly Workload[]) =>
  grouped(workloads, ({ workload }) =>
    Object.entries(workload.podLabels).map((label) => label.join('=')),
  ),
);

/** The workloads of which all labels but one may be those that are wanted. */
export const nearlyLabelled = (
  workloads: readonly Workload[],
  wanted: Readonly<Record<string, string>>,
): readonly Workload[] => {
  const [first, ...more] = Object.entries(wanted);
  if (!first) return [];
  if (more.length === 0) return byLabelKey(workloads).get(first[0]) ?? [];
  const labelled = [first, ...more].flatMap(
    (label) => byLabel(workloads).get(label.join('=')) ?? [],
  );
  return [...new Set(labelled)];
};

const byLabelKey = once((workloads: readonly Workload[]) =>
  grouped(workloads, ({ workload }) => Object.keys(workload.podLabels)),
);

/** The objects of a kind that go by a name. */
export const namedIn = (
  objects: readonly ObjectFacts[],
  kind: string,
  name: string,
): readonly ObjectFacts[] => byName(objects).get(`${kind} ${name}`) ?? [];

/** The object that an autoscaler names as its target, among all objects of the project. */
export const targetOf = (
  scaler: Scaler,
  objects: readonly ObjectFacts[],
): ObjectFacts | undefined => {
  const named = namedIn(objects, scaler.scaler.targetKind, scaler.scaler.target.value);
  return nearestTo(
    scaler.file,
    named.filter((each) => sameNamespace(scaler, each)),
  )[0];
};

const byName = once((objects: readonly ObjectFacts[]) =>
  grouped(objects, ({ aliases = [], kind, name }) =>
    [name, ...aliases].map((each) => `${kind} ${each}`),
  ),
);

/** The autoscalers whose target is this object. */
export const scalersOf = (
  target: ObjectFacts,
  objects: readonly ObjectFacts[],
): readonly Scaler[] => scalersByTarget(objects).get(placeOf(target)) ?? [];

const scalersByTarget = once((objects: readonly ObjectFacts[]) =>
  grouped(scalersIn(objects), (scaler) => {
    const target = targetOf(scaler, objects);
    return target ? [placeOf(target)] : [];
  }),
);

/** The Services that send requests to this workload. */
export const servicesOf = (
  workload: Workload,
  objects: readonly ObjectFacts[],
): readonly Service[] => servicesByWorkload(objects).get(placeOf(workload)) ?? [];

const servicesByWorkload = once((objects: readonly ObjectFacts[]) =>
  grouped(servicesIn(objects), (service) =>
    selectedBy(service, workloadsIn(objects)).map((each) => placeOf(each)),
  ),
);

const placeOf = ({ file, at }: Pick<ObjectFacts, 'file' | 'at'>): string => `${at[0]} ${file}`;

const grouped = <T>(
  items: readonly T[],
  keysOf: (item: T) => readonly string[],
): ReadonlyMap<string, readonly T[]> => {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    for (const key of keysOf(item)) {
      const group = groups.get(key);
      if (group) group.push(item);
      else groups.set(key, [item]);
    }
  }
  return groups;
};
