import { once } from '../text/memo.ts';
import { dirname, type Path } from '../text/path.ts';
import type {
  ClaimFacts,
  ObjectFacts,
  ScalerFacts,
  SelectorFacts,
  ServiceFacts,
  WorkloadFacts,
} from './facts.ts';
import { areNeighbours, inOneProject } from './homes.ts';
import { inOrder } from './objects.ts';
import type { Project, ResourceIn } from './project.ts';
import { closestTypo } from './typo.ts';

/** An object with a pod template. */
export type Workload = ObjectFacts & { readonly workload: WorkloadFacts };

/** A Service. */
export type Service = ObjectFacts & { readonly service: ServiceFacts };

/** An autoscaler. */
export type Scaler = ObjectFacts & { readonly scaler: ScalerFacts };

/** Whether two objects can be in one namespace; one that names none can be anywhere. */
export const sameNamespace = (a: ObjectFacts, b: ObjectFacts): boolean =>
  a.namespace === undefined || b.namespace === undefined || a.namespace === b.namespace;

/** Whether one of two objects can mean the other: they can be in one namespace, and are of one project of the repository. */
export const canMeet = (a: ObjectFacts, b: ObjectFacts): boolean =>
  sameNamespace(a, b) && inOneProject(a.home, b.home);

/** Whether a name in one object can be a slip of that of another: both name one namespace, or they are neighbours. */
export const canBeMeant = (a: ObjectFacts, b: ObjectFacts): boolean =>
  canMeet(a, b) &&
  (areNeighbours(a.home, b.home) || (a.namespace !== undefined && a.namespace === b.namespace));

/** Whether the project has an object of a kind and a name, whole or in part, in whatever namespace, or an operator makes one. */
export const isThere = (kind: string, name: string, project: Pick<Project, 'find'>): boolean =>
  project.find(`name ${kind} ${name}`).length > 0;

/** Whether a patch of the project is for an object, so that fields which it does not have may be added. */
export const hasPatch = ({ kind, name }: ObjectFacts, project: Pick<Project, 'find'>): boolean =>
  project.find(`name ${kind} ${name}`).some(({ partial }) => partial);

/** Whether a patch of a kustomization or another object may change the containers of a workload. */
export const mayBePatched = (
  { kind, name, file }: Workload,
  project: Pick<Project, 'find' | 'patchesPorts'>,
): boolean =>
  project.patchesPorts(file) ||
  project
    .find(`name ${kind} ${name}`)
    .some(({ partial, workload }) => partial && workload && workload.containers.length > 0);

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

/** Whether an autoscaler can only ask for one number of pods, so that it never scales. */
export const isFixed = ({ scaler: { least, most } }: Scaler): boolean =>
  most !== undefined && least === most;

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
      canMeet(object, each) &&
      (open ||
        Object.entries(labels).every(([key, value]) => each.workload.podLabels[key] === value)),
  );

/** The objects of a kind that an object beside them may mean; patches are none. */
export const besideOf = (
  object: ObjectFacts,
  kind: string,
  project: Found,
): readonly ObjectFacts[] => project.find(`kind ${kind}`).filter((each) => canMeet(object, each));

/** Those of them that go by a name. */
export const namedBeside = (
  object: ObjectFacts,
  kind: string,
  name: string,
  project: Found,
): readonly ObjectFacts[] =>
  project.find(`name ${kind} ${name}`).filter((each) => !each.partial && canMeet(object, each));

/** Those of the project that may be meant by such a selector. */
export const selectedPods = (
  object: ObjectFacts,
  selector: SelectorFacts,
  project: Found,
): readonly Workload[] => {
  const [label] = selector.open ? [] : labelsOf(selector.labels);
  const candidates = project.find(label === undefined ? 'pods' : `label ${label}`);
  return withLabels(object, selector, workloadsIn(candidates));
};

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
  const found = namedBeside(object, 'PersistentVolumeClaim', name, project).flatMap((each) =>
    each.claim ? [{ ...each, claim: each.claim }] : [],
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

/** The object that was probably meant by a name that no object of its kind has: a slip of the name of one near by. */
export const meantBy = (
  name: string,
  own: ObjectFacts,
  kind: string,
  project: Found,
): ObjectFacts | undefined => {
  if (isThere(kind, name, project)) return undefined;
  const candidates = project.find(`kind ${kind}`).filter((each) => canBeMeant(own, each));
  const near = closestTypo(
    name,
    nearestTo(own.file, candidates).map((each) => each.name),
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
export const selectedBy = (service: Service, project: Found): readonly Workload[] =>
  labelsOf(service.service.selector)
    .slice(0, 1)
    .flatMap((label) => tiesByLabel(label, project).to.get(placeOf(service)) ?? []);

/** The Services that send requests to this workload. */
export const servicesOf = (workload: Workload, project: Found): readonly Service[] =>
  inOrder(
    labelsOf(workload.workload.podLabels).flatMap(
      (label) => tiesByLabel(label, project).from.get(placeOf(workload)) ?? [],
    ),
  );

/** The object that an autoscaler names as its target. */
export const targetOf = (scaler: Scaler, project: Found): ObjectFacts | undefined => {
  const { target, targetKind } = scaler.scaler;
  return tiesByTarget(targetKind, target.value, project).to.get(placeOf(scaler))?.[0];
};

/** The autoscalers whose target is this object. */
export const scalersOf = (target: ObjectFacts, project: Found): readonly Scaler[] => {
  const { aliases = [], kind, name } = target;
  return inOrder(
    [name, ...aliases].flatMap(
      (each) => tiesByTarget(kind, each, project).from.get(placeOf(target)) ?? [],
    ),
  );
};

/** The workloads of which all labels but one may be those that are wanted. */
export const nearlyLabelled = (
  wanted: Readonly<Record<string, string>>,
  project: Found,
): readonly Workload[] => {
  const [first, ...more] = labelsOf(wanted);
  const [key = ''] = Object.keys(wanted);
  if (first === undefined) return [];
  if (more.length === 0) return workloadsIn(project.find(`label ${key}`));
  const labelled = [first, ...more].flatMap((label) => workloadsIn(project.find(`label ${label}`)));
  return [...new Map(labelled.map((each) => [placeOf(each), each])).values()];
};

/** What links are found in. */
type Found = Pick<Project, 'find'>;

const labelsOf = (labels: Readonly<Record<string, string>>): readonly string[] =>
  Object.entries(labels).map((label) => label.join('='));

/** What ties two groups of objects, from both sides, by the places of the objects. */
interface Ties<A, B> {
  readonly to: ReadonlyMap<string, readonly B[]>;
  readonly from: ReadonlyMap<string, readonly A[]>;
}

/** A function that ties two groups, and keeps what it found as long as both stay as they are. */
const tying = <A extends ObjectFacts, B extends ObjectFacts>(
  meant: (a: A, candidates: readonly B[]) => readonly B[],
  as: (objects: readonly ObjectFacts[]) => readonly A[],
  bs: (objects: readonly ObjectFacts[]) => readonly B[],
) => {
  const tied = once((firsts: readonly ObjectFacts[]) =>
    once((seconds: readonly ObjectFacts[]): Ties<A, B> => {
      const to = new Map<string, readonly B[]>();
      const from = new Map<string, A[]>();
      for (const a of as(firsts)) {
        const others = meant(a, bs(seconds));
        to.set(placeOf(a), others);
        for (const b of others) {
          const place = placeOf(b);
          const known = from.get(place);
          if (known) known.push(a);
          else from.set(place, [a]);
        }
      }
      return { to, from };
    }),
  );
  return (firsts: readonly ObjectFacts[], seconds: readonly ObjectFacts[]): Ties<A, B> =>
    tied(firsts)(seconds);
};

const servicesToPods = tying(
  (service: Service, workloads: readonly Workload[]) =>
    nearestTo(
      service.file,
      workloads.filter(
        (each) =>
          canMeet(service, each) && selects(service.service.selector, each.workload.podLabels),
      ),
    ),
  servicesIn,
  workloadsIn,
);

const tiesByLabel = (label: string, project: Found): Ties<Service, Workload> =>
  servicesToPods(project.find(`selects ${label}`), project.find(`label ${label}`));

const scalersToTargets = tying(
  (scaler: Scaler, targets: readonly ObjectFacts[]) =>
    nearestTo(
      scaler.file,
      targets.filter((each) => canMeet(scaler, each)),
    ).slice(0, 1),
  scalersIn,
  (targets) => targets,
);

const tiesByTarget = (kind: string, name: string, project: Found): Ties<Scaler, ObjectFacts> =>
  scalersToTargets(project.find(`scales ${kind} ${name}`), project.find(`name ${kind} ${name}`));

const placeOf = ({ file, at }: Pick<ObjectFacts, 'file' | 'at'>): string => `${at[0]} ${file}`;
