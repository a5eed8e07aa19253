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
export const workloadsIn = (objects: readonly ObjectFacts[]): readonly Workload[] =>
  objects.flatMap((each) =>
    each.workload && !each.partial ? [{ ...each, workload: each.workload }] : [],
  );

/** Services; patches are none. */
export const servicesIn = (objects: readonly ObjectFacts[]): readonly Service[] =>
  objects.flatMap((each) =>
    each.service && !each.partial ? [{ ...each, service: each.service }] : [],
  );

/** Autoscalers; patches are none. */
export const scalersIn = (objects: readonly ObjectFacts[]): readonly Scaler[] =>
  objects.flatMap((each) =>
    each.scaler && !each.partial ? [{ ...each, scaler: each.scaler }] : [],
  );

/** Whether a selector with at least one label matches the labels. */
export const selects = (
  selector: Readonly<Record<string, string>>,
  labels: Readonly<Record<string, string>>,
): boolean => {
  const wanted = Object.entries(selector);
  return wanted.length > 0 && wanted.every(([key, value]) => labels[key] === value);
};

/** The workloads whose pods a Service sends requests to. */
export const selectedBy = (service: Service, workloads: readonly Workload[]): readonly Workload[] =>
  workloads.filter(
    (each) =>
      sameNamespace(service, each) && selects(service.service.selector, each.workload.podLabels),
  );

/** Whether an autoscaler names this object as its target. */
export const scales = (scaler: Scaler, target: ObjectFacts): boolean =>
  scaler.scaler.target.value === target.name &&
  scaler.scaler.targetKind === target.kind &&
  sameNamespace(scaler, target);
