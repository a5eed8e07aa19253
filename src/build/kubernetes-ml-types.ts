import type { KubernetesDocs, Limits, SchemaType, Shape } from '../data/kubernetes-schema.ts';
import { machineLearningDocs } from './kubernetes-ml-docs.ts';

// The fields of KServe, Kubeflow Training and KubeRay that people write, read in their Go types of August 2026. No npm package
// holds them, so the types are open: what is not listed here is not judged.

/** Fields with their types: a simple shape, `[x]` a list, `{x}` a mapping, `@Name` a type, `a|b` words; `!` behind a required name. */
type Fields = Readonly<Record<string, string>>;

const integer = (names: string): Fields =>
  Object.fromEntries(names.split(' ').map((name) => [name, 'int32']));

const frameworks: Fields = Object.fromEntries(
  'sklearn xgboost lightgbm tensorflow pytorch onnx triton huggingface paddle pmml'
    .split(' ')
    .map((name) => [name, 'any']),
);

const component: Fields = {
  ...integer('minReplicas maxReplicas scaleTarget canaryTrafficPercent'),
  containerConcurrency: 'int64',
  timeout: 'int64',
  scaleMetric: 'string',
  labels: '{string}',
  annotations: '{string}',
  logger: 'any',
  batcher: 'any',
  deploymentStrategy: 'any',
  autoScaling: 'any',
};

const runPolicy: Fields = {
  cleanPodPolicy: 'All|Running|None',
  suspend: 'boolean',
  schedulingPolicy: 'any',
  managedBy: 'string',
  backoffLimit: 'int32',
  activeDeadlineSeconds: 'int64',
  ttlSecondsAfterFinished: 'int32',
};

const rayGroup: Fields = {
  'template!': '@v1/PodTemplateSpec',
  rayStartParams: '{string}',
};

const types: Readonly<Record<string, Fields>> = {
  'kserve/InferenceServiceSpec': {
    'predictor!': '@kserve/Predictor',
    transformer: '@kserve/Component',
    explainer: '@kserve/Component',
  },
  'kserve/Predictor': {
    ...component,
    ...frameworks,
    model: '@kserve/Model',
    storageUris: 'any',
    workerSpec: 'any',
  },
  'kserve/Component': component,
  'kserve/Model': {
    'modelFormat!': '@kserve/ModelFormat',
    runtime: 'string',
    protocolVersion: 'string',
    storageUri: 'string',
    storageUris: 'any',
    storage: 'any',
  },
  'kserve/ModelFormat': { 'name!': 'string', version: 'string' },
  'kubeflow/RunPolicy': runPolicy,
  'kubeflow/ReplicaSpec': {
    replicas: 'int32',
    restartPolicy: 'Always|OnFailure|Never|ExitCode',
    template: '@v1/PodTemplateSpec',
  },
  'kubeflow/PyTorchJobSpec': {
    runPolicy: '@kubeflow/RunPolicy',
    'pytorchReplicaSpecs!': '{@kubeflow/ReplicaSpec}',
    elasticPolicy: 'any',
    nprocPerNode: 'string',
  },
  ...Object.fromEntries(
    Object.entries({ TF: 'tf', XGBoost: 'xgb', Paddle: 'paddle', JAX: 'jax' }).map(
      ([name, short]) => [
        `kubeflow/${name}JobSpec`,
        {
          runPolicy: '@kubeflow/RunPolicy',
          [`${short}ReplicaSpecs!`]: '{@kubeflow/ReplicaSpec}',
        },
      ],
    ),
  ),
  // The fields of kubeflow.org/v1 and of v2beta1.
  'kubeflow/MPIJobSpec': {
    runPolicy: '@kubeflow/RunPolicy',
    'mpiReplicaSpecs!': '{@kubeflow/ReplicaSpec}',
    slotsPerWorker: 'int32',
    sshAuthMountPath: 'string',
    mpiImplementation: 'string',
    launcherCreationPolicy: 'string',
    runLauncherAsWorker: 'boolean',
    mainContainer: 'string',
    cleanPodPolicy: runPolicy['cleanPodPolicy'] ?? 'any',
  },
  'trainer/TrainJobSpec': {
    'runtimeRef!': '@trainer/RuntimeRef',
    trainer: '@trainer/Trainer',
    initializer: 'any',
    labels: '{string}',
    annotations: '{string}',
    suspend: 'boolean',
    managedBy: 'string',
  },
  'trainer/RuntimeRef': { 'name!': 'string', apiGroup: 'string', kind: 'string' },
  'trainer/Trainer': {
    image: 'string',
    command: '[string]',
    args: '[string]',
    env: '[@v1/EnvVar]',
    numNodes: 'int32',
    numProcPerNode: 'int-or-string',
    resourcesPerNode: '@v1/ResourceRequirements',
  },
  'ray/RayClusterSpec': {
    rayVersion: 'string',
    enableInTreeAutoscaling: 'boolean',
    suspend: 'boolean',
    autoscalerOptions: 'any',
    headServiceAnnotations: '{string}',
    gcsFaultToleranceOptions: 'any',
    'headGroupSpec!': '@ray/HeadGroupSpec',
    workerGroupSpecs: '[@ray/WorkerGroupSpec]',
  },
  'ray/HeadGroupSpec': {
    ...rayGroup,
    serviceType: 'ClusterIP|NodePort|LoadBalancer|ExternalName',
    headService: 'any',
    enableIngress: 'boolean',
  },
  'ray/WorkerGroupSpec': {
    ...rayGroup,
    ...integer('replicas minReplicas maxReplicas numOfHosts idleTimeoutSeconds'),
    'groupName!': 'string',
    suspend: 'boolean',
    scaleStrategy: 'any',
  },
  'ray/RayJobSpec': {
    entrypoint: 'string',
    runtimeEnvYAML: 'string',
    jobId: 'string',
    shutdownAfterJobFinishes: 'boolean',
    suspend: 'boolean',
    ...integer('ttlSecondsAfterFinished activeDeadlineSeconds backoffLimit'),
    submissionMode: 'K8sJobMode|HTTPMode|InteractiveMode|SidecarMode',
    rayClusterSpec: '@ray/RayClusterSpec',
    clusterSelector: '{string}',
    metadata: '{string}',
    entrypointNumCpus: 'number',
    entrypointNumGpus: 'number',
    entrypointResources: 'string',
    submitterPodTemplate: '@v1/PodTemplateSpec',
  },
  'ray/RayServiceSpec': {
    serveConfigV2: 'string',
    rayClusterConfig: '@ray/RayClusterSpec',
    serveService: 'any',
    upgradeStrategy: 'any',
    excludeHeadPodFromServeSvc: 'boolean',
    ...integer('serviceUnhealthySecondThreshold deploymentUnhealthySecondThreshold'),
  },
};

const replicas: Limits = {
  numbers: {
    minReplicas: [0],
    maxReplicas: [0],
    containerConcurrency: [0],
    canaryTrafficPercent: [0, 100],
  },
};

/** What their webhooks and controllers refuse. */
const limits: Readonly<Record<string, Limits>> = {
  'kserve/Predictor': replicas,
  'kserve/Component': replicas,
  'kserve/Model': { choices: [{ of: ['storageUri', 'storageUris'] }] },
  'trainer/Trainer': { numbers: { numNodes: [1], numProcPerNode: [1] } },
  'kubeflow/ReplicaSpec': { numbers: { replicas: [0] } },
  'ray/WorkerGroupSpec': { numbers: { replicas: [0], minReplicas: [0], maxReplicas: [0] } },
  'ray/RayJobSpec': {
    numbers: { ttlSecondsAfterFinished: [0], backoffLimit: [0] },
    choices: [{ of: ['clusterSelector', 'rayClusterSpec'], needed: true }],
  },
};

const ray = ['ray.io/v1', 'ray.io/v1alpha1'];

const kinds: readonly (readonly [readonly string[], string, string])[] = [
  [['serving.kserve.io/v1beta1'], 'InferenceService', 'kserve/InferenceServiceSpec'],
  ...['PyTorchJob', 'TFJob', 'XGBoostJob', 'PaddleJob', 'JAXJob'].map(
    (kind) => [['kubeflow.org/v1'], kind, `kubeflow/${kind}Spec`] as const,
  ),
  [['kubeflow.org/v1', 'kubeflow.org/v2beta1'], 'MPIJob', 'kubeflow/MPIJobSpec'],
  [['trainer.kubeflow.org/v1alpha1'], 'TrainJob', 'trainer/TrainJobSpec'],
  [ray, 'RayCluster', 'ray/RayClusterSpec'],
  [ray, 'RayJob', 'ray/RayJobSpec'],
  [ray, 'RayService', 'ray/RayServiceSpec'],
];

// A component is a pod, and a model is a container, with more fields.
const bases: Readonly<Record<string, string>> = {
  'kserve/Predictor': 'v1/PodSpec',
  'kserve/Component': 'v1/PodSpec',
  'kserve/Model': 'v1/Container',
};

/** The kinds and types of machine-learning operators, to be merged into those of Kubernetes. */
export const machineLearningTypes = (
  core: Readonly<Record<string, SchemaType>>,
): {
  readonly kinds: Readonly<Record<string, string>>;
  readonly types: Readonly<Record<string, SchemaType>>;
} => {
  const result: Record<string, SchemaType> = {};
  for (const [name, fields] of Object.entries(types)) result[name] = open(fields);
  for (const [name, base] of Object.entries(bases)) {
    const own = result[name];
    const properties = { ...core[base]?.properties, ...own?.properties };
    result[name] = { properties, required: own?.required ?? [], open: true };
  }
  for (const [name, own] of Object.entries(limits)) {
    const type = result[name];
    if (!type) throw new Error(`There are limits for ${name}, which is no type.`);
    result[name] = { ...type, limits: own };
  }
  const named: Record<string, string> = {};
  for (const [versions, kind, spec] of kinds) {
    const fields = { apiVersion: 'string', kind: 'string', metadata: '@meta/v1/ObjectMeta' };
    result[kind] = open({ ...fields, 'spec!': `@${spec}`, status: 'any' });
    for (const version of versions) named[`${version} ${kind}`] = kind;
  }
  for (const { properties } of Object.values(result))
    for (const shape of Object.values(properties)) mustExist(shape, { ...core, ...result });
  return { kinds: named, types: result };
};

/** What their fields mean, with what Kubernetes says of the fields that it brings. */
export const withMachineLearning = (core: KubernetesDocs): KubernetesDocs => ({
  ...core,
  ...Object.fromEntries(
    Object.entries(machineLearningDocs).map(([name, own]) => [
      name,
      { ...core[bases[name] ?? ''], ...own },
    ]),
  ),
});

const open = (fields: Fields): SchemaType => {
  const entries = Object.entries(fields);
  return {
    properties: Object.fromEntries(
      entries.map(([name, type]) => [name.replace('!', ''), toShape(type)]),
    ),
    required: entries.flatMap(([name]) => (name.endsWith('!') ? [name.slice(0, -1)] : [])).sort(),
    open: true,
  };
};

const simple = ['string', 'int32', 'int64', 'number', 'boolean', 'int-or-string', 'any'] as const;

const toShape = (type: string): Shape => {
  if (type.startsWith('[')) return { list: toShape(type.slice(1, -1)) };
  if (type.startsWith('{')) return { map: toShape(type.slice(1, -1)) };
  if (type.startsWith('@')) return { type: type.slice(1) };
  if (type.includes('|')) return { one: type.split('|').sort() };
  const found = simple.find((each) => each === type);
  if (!found) throw new Error(`${type} is no shape.`);
  return found;
};

const mustExist = (shape: Shape, all: Readonly<Record<string, SchemaType>>): void => {
  if (typeof shape === 'string' || 'one' in shape) return;
  if ('list' in shape) mustExist(shape.list, all);
  else if ('map' in shape) mustExist(shape.map, all);
  else if (!all[shape.type]) throw new Error(`${shape.type} is no type.`);
};
