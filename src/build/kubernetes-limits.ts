import type { Limits, NameForm, SchemaType } from '../data/kubernetes-schema.ts';
import { fieldsSince } from './kubernetes-since.ts';

// What the API server's own validation refuses and its OpenAPI document does not tell, by type. Read in the texts of the
// fields and in the validation of Kubernetes 1.36; a cluster that switches a check off is named on the rule's page.

const most = 2 ** 31 - 1;
const port = [1, 65535] as const;
const mode = [0, 0o777] as const;
const id = [0, most] as const;

const rollout = { minReadySeconds: [0], revisionHistoryLimit: [0] } as const;
const workload = { ...rollout, replicas: [0] } as const;

const volumeSources =
  'awsElasticBlockStore azureDisk azureFile cephfs cinder configMap csi downwardAPI emptyDir ephemeral fc flexVolume flocker gcePersistentDisk gitRepo glusterfs hostPath image iscsi nfs persistentVolumeClaim photonPersistentDisk portworxVolume projected quobyte rbd scaleIO secret storageos vsphereVolume'.split(
    ' ',
  );

const scaling = { minReplicas: [0], maxReplicas: [1] } as const;

const limits: Readonly<Record<string, Limits>> = {
  'apps/v1/DeploymentSpec': { numbers: { ...workload, progressDeadlineSeconds: [0] } },
  'apps/v1/StatefulSetSpec': { numbers: workload },
  'apps/v1/ReplicaSetSpec': { numbers: { replicas: [0], minReadySeconds: [0] } },
  'apps/v1/DaemonSetSpec': { numbers: rollout },
  'apps/v1/RollingUpdateStatefulSetStrategy': { numbers: { partition: [0] } },
  'apps/v1/RollingUpdateDeployment': { percents: ['maxSurge', 'maxUnavailable'] },
  'apps/v1/RollingUpdateDaemonSet': { percents: ['maxSurge', 'maxUnavailable'] },
  'v1/PersistentVolumeClaimSpec': { needed: ['accessModes', 'resources'] },
  'v1/PersistentVolumeSpec': { needed: ['accessModes', 'capacity'] },
  'batch/v1/JobSpec': {
    numbers: {
      parallelism: [0],
      completions: [0],
      backoffLimit: [0],
      activeDeadlineSeconds: [0],
      ttlSecondsAfterFinished: [0],
    },
  },
  'batch/v1/CronJobSpec': {
    numbers: {
      startingDeadlineSeconds: [0],
      successfulJobsHistoryLimit: [0],
      failedJobsHistoryLimit: [0],
    },
  },
  'v1/PodSpec': {
    numbers: { terminationGracePeriodSeconds: [0], activeDeadlineSeconds: [1, most] },
    unique: { containers: ['name'], initContainers: ['name'], volumes: ['name'] },
    labels: ['nodeSelector'],
  },
  'v1/Container': {
    numbers: {
      'livenessProbe.successThreshold': [0, 1],
      'startupProbe.successThreshold': [0, 1],
    },
    unique: { volumeMounts: ['mountPath'] },
    names: { name: 'label' },
  },
  'v1/ContainerPort': { numbers: { hostPort: [0, 65535] } },
  'v1/Volume': { choices: [{ of: volumeSources }], names: { name: 'label' } },
  'v1/VolumeMount': {
    choices: [{ of: ['subPath', 'subPathExpr'] }],
    names: { subPath: 'subpath' },
  },
  'v1/EnvVar': { choices: [{ of: ['value', 'valueFrom'] }], names: { name: 'variable' } },
  'v1/EnvVarSource': {
    choices: [
      {
        of: ['configMapKeyRef', 'fieldRef', 'fileKeyRef', 'resourceFieldRef', 'secretKeyRef'],
        needed: true,
      },
    ],
  },
  'v1/EnvFromSource': { choices: [{ of: ['configMapRef', 'secretRef'], needed: true }] },
  'v1/Probe': {
    numbers: {
      initialDelaySeconds: [0],
      timeoutSeconds: [0],
      periodSeconds: [0],
      successThreshold: [0],
      failureThreshold: [0],
      terminationGracePeriodSeconds: [1],
    },
    choices: [{ of: ['exec', 'grpc', 'httpGet', 'tcpSocket'], needed: true }],
  },
  'v1/LifecycleHandler': {
    choices: [{ of: ['exec', 'httpGet', 'sleep', 'tcpSocket'], needed: true }],
  },
  'v1/HTTPGetAction': { numbers: { port } },
  'v1/TCPSocketAction': { numbers: { port } },
  'v1/HTTPHeader': { filled: ['value'] },
  'v1/GRPCAction': { numbers: { port } },
  'v1/ConfigMapKeySelector': { needed: ['name'] },
  'v1/SecretKeySelector': { needed: ['name'] },
  'v1/ConfigMapEnvSource': { needed: ['name'] },
  'v1/SecretEnvSource': { needed: ['name'] },
  'v1/ConfigMapProjection': { needed: ['name'] },
  'v1/SecretProjection': { needed: ['name'] },
  'v1/SecretVolumeSource': { numbers: { defaultMode: mode }, needed: ['secretName'] },
  'v1/ConfigMapVolumeSource': { numbers: { defaultMode: mode }, needed: ['name'] },
  'v1/ProjectedVolumeSource': { numbers: { defaultMode: mode } },
  'v1/DownwardAPIVolumeSource': { numbers: { defaultMode: mode } },
  'v1/DownwardAPIVolumeFile': {
    numbers: { mode },
    choices: [{ of: ['fieldRef', 'resourceFieldRef'], needed: true }],
  },
  'v1/KeyToPath': { numbers: { mode }, names: { path: 'subpath' } },
  'v1/HostPathVolumeSource': { names: { path: 'hostpath' } },
  'v1/EmptyDirVolumeSource': { names: { medium: 'medium' } },
  'networking.k8s.io/v1/HTTPIngressPath': { names: { path: 'route' } },
  'v1/SecurityContext': { numbers: { runAsUser: id, runAsGroup: id } },
  'v1/PodSecurityContext': { numbers: { runAsUser: id, runAsGroup: id, fsGroup: id } },
  'v1/PreferredSchedulingTerm': { numbers: { weight: [1, 100] }, filled: ['preference'] },
  'v1/WeightedPodAffinityTerm': { numbers: { weight: [1, 100] } },
  'v1/TopologySpreadConstraint': { numbers: { maxSkew: [1], minDomains: [1] } },
  'v1/ServiceSpec': {
    unique: { ports: ['name', 'port'] },
    named: ['ports'],
  },
  'v1/ServicePort': {
    numbers: { port, nodePort: [30000, 32767] },
    names: { name: 'label' },
  },
  'v1/ClientIPConfig': { numbers: { timeoutSeconds: [1, 86400] } },
  'v1/ConfigMap': { keys: ['data', 'binaryData'] },
  'v1/Secret': { keys: ['data', 'stringData'] },
  'v1/ISCSIVolumeSource': { filled: ['lun'] },
  'v1/ISCSIPersistentVolumeSource': { filled: ['lun'] },
  'v1/LimitRangeSpec': { filled: ['limits'] },
  'apiextensions.k8s.io/v1beta1/CustomResourceDefinitionSpec': { filled: ['scope'] },
  'meta/v1/ObjectMeta': { annotations: ['annotations'] },
  'autoscaling/v2/HorizontalPodAutoscalerSpec': { numbers: scaling },
  'autoscaling/v1/HorizontalPodAutoscalerSpec': {
    numbers: { ...scaling, targetCPUUtilizationPercentage: [1] },
  },
  'autoscaling/v2/MetricTarget': { numbers: { averageUtilization: [1] } },
  'autoscaling/v2/HPAScalingRules': { numbers: { stabilizationWindowSeconds: [0, 3600] } },
  'autoscaling/v2/HPAScalingPolicy': { numbers: { value: [1], periodSeconds: [1, 1800] } },
  'networking.k8s.io/v1/IngressBackend': {
    choices: [{ of: ['resource', 'service'], needed: true }],
  },
  'networking.k8s.io/v1/IngressServiceBackend': { needed: ['port'] },
  'networking.k8s.io/v1/ServiceBackendPort': {
    numbers: { number: port },
    choices: [{ of: ['name', 'number'], needed: true }],
  },
  'networking.k8s.io/v1/NetworkPolicyPort': { numbers: { port, endPort: port } },
  'networking.k8s.io/v1/NetworkPolicyPeer': {
    choices: [{ of: ['ipBlock', 'podSelector'] }, { of: ['ipBlock', 'namespaceSelector'] }],
  },
  'policy/v1/PodDisruptionBudgetSpec': {
    choices: [{ of: ['maxUnavailable', 'minAvailable'] }],
    percents: ['maxUnavailable', 'minAvailable'],
  },
  'scheduling.k8s.io/v1/PriorityClass': {
    numbers: { value: [-most - 1, 1_000_000_000] },
    filled: ['value'],
  },
  'discovery.k8s.io/v1/EndpointSlice': { filled: ['endpoints'] },
};

/** The form of `metadata.name`, where it is not that of a DNS name. */
const objectNames: Readonly<Record<string, NameForm>> = {
  'v1/Namespace': 'label',
  'v1/Service': 'service',
  'batch/v1/CronJob': 'cronjob',
};

/** Adds to the types what the API server checks beyond them; throws when a type or a field is not known. */
export const withLimits = (
  types: Readonly<Record<string, SchemaType>>,
  kinds: Readonly<Record<string, string>>,
): Readonly<Record<string, SchemaType>> => {
  const result = { ...types };
  for (const [name, own] of Object.entries(limits)) {
    const type = result[name];
    if (!type) throw new Error(`There are limits for ${name}, which is no type.`);
    for (const field of fieldsOf(own)) {
      if (!Object.hasOwn(type.properties, field.split('.')[0] ?? ''))
        throw new Error(`There is a limit for ${field}, which is no field of ${name}.`);
    }
    result[name] = { ...type, limits: own };
  }
  for (const [name, fields] of Object.entries(fieldsSince)) {
    const type = result[name];
    if (!type) throw new Error(`There are versions for ${name}, which is no type.`);
    const since = Object.fromEntries(fields.split(', ').map((each) => each.split(' ')));
    for (const field of Object.keys(since)) {
      if (field !== '' && !Object.hasOwn(type.properties, field))
        throw new Error(`There is a version for ${field}, which is no field of ${name}.`);
    }
    result[name] = { ...type, limits: { ...type.limits, since } };
  }
  for (const name of Object.values(kinds)) {
    const type = result[name];
    // Names of roles and requests are free but for slashes.
    if (!type || /^(?:rbac\.authorization|certificates)\.k8s\.io\//.test(name)) continue;
    const object = objectNames[name] ?? 'subdomain';
    result[name] = { ...type, limits: { ...type.limits, object } };
  }
  return result;
};

const fieldsOf = (own: Limits): readonly string[] => [
  ...Object.keys({ ...own.numbers, ...own.names, ...own.unique }),
  ...(own.choices ?? []).flatMap(({ of }) => of),
  ...(own.labels ?? []),
  ...(own.annotations ?? []),
  ...(own.keys ?? []),
  ...(own.named ?? []),
  ...(own.filled ?? []),
  ...(own.needed ?? []),
  ...(own.percents ?? []),
];
