import { once } from '../text/memo.ts';
import { ancestors, dirname, type Path } from '../text/path.ts';
import type { Span } from '../text/span.ts';
import type { ObjectFacts, ScalerFacts, ServiceFacts, WorkloadFacts } from './facts.ts';

/** An object with a pod template. */
export type Workload = ObjectFacts & { readonly workload: WorkloadFacts };

/** A Service. */
export type Service = ObjectFacts & { readonly service: ServiceFacts };

/** An autoscaler. */
export type Scaler = ObjectFacts & { readonly scaler: ScalerFacts };

/** Whether two objects can be in one namespace; one that names none can be anywhere. */
export const sameNamespace = (a: ObjectFacts, b: ObjectFacts): boolean =>
  a.namespace === undefined || b.namespace === undefined || a.namespace === b.namespace;

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
  const here = ancestors(dirname(file));
  const distance = (each: T): number => {
    const theirs = ancestors(dirname(each.file));
    const common = here.findIndex((folder) => theirs.includes(folder));
    return common * 1000 + theirs.indexOf(here[common] ?? '');
  };
  const least = Math.min(...candidates.map(distance));
  return candidates.filter((each) => distance(each) === least);
};

/** The workloads whose pods a Service sends requests to. */
export const selectedBy = (service: Service, workloads: readonly Workload[]): readonly Workload[] =>
  nearestTo(
    service.file,
    workloads.filter(
      (each) =>
        sameNamespace(service, each) && selects(service.service.selector, each.workload.podLabels),
    ),
  );

/** The object that an autoscaler names as its target, among all objects of the project. */
export const targetOf = (
  scaler: Scaler,
  objects: readonly ObjectFacts[],
): ObjectFacts | undefined =>
  nearestTo(
    scaler.file,
    objects.filter(
      (each) =>
        scaler.scaler.target.value === each.name &&
        scaler.scaler.targetKind === each.kind &&
        sameNamespace(scaler, each),
    ),
  )[0];

/** The autoscalers whose target is this object. */
export const scalersOf = (
  target: ObjectFacts,
  objects: readonly ObjectFacts[],
): readonly Scaler[] =>
  scalersIn(objects).filter((scaler) => isSame(targetOf(scaler, objects), target));

/** The Services that send requests to this workload. */
export const servicesOf = (
  workload: Workload,
  objects: readonly ObjectFacts[],
): readonly Service[] =>
  servicesIn(objects).filter((service) =>
    selectedBy(service, workloadsIn(objects)).some((each) => isSame(each, workload)),
  );

/** The facts of the object at a place of a file. */
export const objectAt = (
  objects: readonly ObjectFacts[],
  file: Path,
  at: Span,
): ObjectFacts | undefined => byPlace(objects).get(`${at[0]} ${file}`);

const byPlace = once(
  (objects: readonly ObjectFacts[]): ReadonlyMap<string, ObjectFacts> =>
    new Map(objects.map((each) => [`${each.at[0]} ${each.file}`, each])),
);

const isSame = (a: ObjectFacts | undefined, b: ObjectFacts): boolean =>
  a !== undefined && a.file === b.file && a.at[0] === b.at[0];
