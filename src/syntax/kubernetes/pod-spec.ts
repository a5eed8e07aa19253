import { isRecord } from '../kustomization.ts';
import type { KeyPath } from './model.ts';

const template: KeyPath = ['spec', 'template', 'spec'];

const workloads: Readonly<Record<string, KeyPath>> = {
  Pod: ['spec'],
  Deployment: template,
  StatefulSet: template,
  DaemonSet: template,
  ReplicaSet: template,
  ReplicationController: template,
  Job: template,
  CronJob: ['spec', 'jobTemplate', 'spec', 'template', 'spec'],
  Rollout: template,
};

const groups = /^(?:v1|apps\/|batch\/|extensions\/|argoproj\.io\/)/;

/** The path of the pod spec of a kind, or undefined for objects without pods. */
export const podSpecOf = (apiVersion: string, kind: string): KeyPath | undefined =>
  groups.test(apiVersion) && Object.hasOwn(workloads, kind) ? workloads[kind] : undefined;

/** Where the pods of a custom kind are described: `*` stands for every entry of a list or mapping. */
interface CustomPods {
  readonly group: RegExp;
  readonly kind: RegExp;
  readonly paths: readonly KeyPath[];
}

const rayGroups = (above: KeyPath): readonly KeyPath[] => [
  [...above, 'headGroupSpec', ...template.slice(1)],
  [...above, 'workerGroupSpecs', '*', ...template.slice(1)],
];

// The custom kinds of KubeRay 1.4, Kubeflow's trainer 1.9, KServe 0.15, Knative 1.18, JobSet 0.8, LeaderWorkerSet 0.6 and
// Volcano 1.12 whose pods are written in Kubernetes' own type (2026-11).
const custom: readonly CustomPods[] = [
  { group: /^ray\.io\//, kind: /^RayCluster$/, paths: rayGroups(['spec']) },
  { group: /^ray\.io\//, kind: /^RayJob$/, paths: rayGroups(['spec', 'rayClusterSpec']) },
  { group: /^ray\.io\//, kind: /^RayService$/, paths: rayGroups(['spec', 'rayClusterConfig']) },
  {
    group: /^kubeflow\.org\//,
    kind: /^(?:PyTorch|TF|XGBoost|Paddle|JAX|MPI)Job$/,
    paths: ['pytorch', 'tf', 'xgb', 'paddle', 'jax', 'mpi'].map((framework) => [
      'spec',
      `${framework}ReplicaSpecs`,
      '*',
      ...template.slice(1),
    ]),
  },
  {
    group: /^serving\.kserve\.io\//,
    kind: /^InferenceService$/,
    paths: ['predictor', 'transformer', 'explainer'].map((part) => ['spec', part]),
  },
  { group: /^serving\.knative\.dev\//, kind: /^Service$/, paths: [template] },
  {
    group: /^jobset\.x-k8s\.io\//,
    kind: /^JobSet$/,
    paths: [['spec', 'replicatedJobs', '*', 'template', ...template]],
  },
  {
    group: /^leaderworkerset\.x-k8s\.io\//,
    kind: /^LeaderWorkerSet$/,
    paths: ['leaderTemplate', 'workerTemplate'].map((part) => [
      ...['spec', 'leaderWorkerTemplate', part, 'spec'],
    ]),
  },
  {
    group: /^batch\.volcano\.sh\//,
    kind: /^Job$/,
    paths: [['spec', 'tasks', '*', ...template.slice(1)]],
  },
];

/** The paths of the pod specs that a custom object holds; none for other kinds, and for pods that are not written there. */
export const customPodSpecs = (
  apiVersion: string,
  kind: string,
  value: (path: KeyPath) => unknown,
): readonly KeyPath[] => {
  const row = custom.find((each) => each.group.test(apiVersion) && each.kind.test(kind));
  return (row?.paths ?? [])
    .flatMap((path) => spread(path, value))
    .filter((path) => Array.isArray(value([...path, 'containers'])));
};

const spread = (path: KeyPath, value: (path: KeyPath) => unknown): readonly KeyPath[] => {
  const star = path.indexOf('*');
  if (star < 0) return [path];
  const above = path.slice(0, star);
  const entries = value(above);
  const keys: readonly (string | number)[] = Array.isArray(entries)
    ? [...entries.keys()]
    : isRecord(entries)
      ? Object.keys(entries)
      : [];
  return keys.flatMap((key) => spread([...above, key, ...path.slice(star + 1)], value));
};
