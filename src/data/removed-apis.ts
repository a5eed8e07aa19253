/** An API version that the API server no longer serves. */
export interface RemovedApi {
  readonly apiVersion: string;
  readonly kinds: readonly string[];
  /** The first Kubernetes minor version without it. */
  readonly removedIn: string;
  /** What replaces it; missing when nothing does. */
  readonly replacement?: string;
  /** Fields that moved, or `none` when the new version has the same ones. */
  readonly moves: 'none' | 'ingress' | 'hpa-metrics' | 'definition' | 'other';
}

const source = 'https://kubernetes.io/docs/reference/using-api/deprecation-guide/, read 2026-11-22';

const removed = (
  apiVersion: string,
  kinds: string,
  removedIn: string,
  replacement: string | undefined,
  moves: RemovedApi['moves'] = 'none',
): RemovedApi => ({
  apiVersion,
  kinds: kinds.split(' '),
  removedIn,
  ...(replacement ? { replacement } : {}),
  moves,
});

/** Whether an API version of a kind was removed, whatever the cluster. */
export const wasRemoved = (apiVersion: string, kind: string): boolean =>
  removedApis.rows.some((row) => row.apiVersion === apiVersion && row.kinds.includes(kind));

/** All removed API versions up to Kubernetes 1.36. */
export const removedApis: { readonly source: string; readonly rows: readonly RemovedApi[] } = {
  source,
  rows: [
    removed('extensions/v1beta1', 'DaemonSet Deployment ReplicaSet', '1.16', 'apps/v1', 'other'),
    removed('apps/v1beta1', 'Deployment StatefulSet ReplicaSet', '1.16', 'apps/v1', 'other'),
    removed(
      'apps/v1beta2',
      'Deployment StatefulSet DaemonSet ReplicaSet',
      '1.16',
      'apps/v1',
      'other',
    ),
    removed('extensions/v1beta1', 'NetworkPolicy', '1.16', 'networking.k8s.io/v1'),
    removed('extensions/v1beta1', 'PodSecurityPolicy', '1.16', undefined, 'other'),
    removed(
      'admissionregistration.k8s.io/v1beta1',
      'MutatingWebhookConfiguration ValidatingWebhookConfiguration',
      '1.22',
      'admissionregistration.k8s.io/v1',
      'other',
    ),
    removed(
      'apiextensions.k8s.io/v1beta1',
      'CustomResourceDefinition',
      '1.22',
      'apiextensions.k8s.io/v1',
      'definition',
    ),
    removed('apiregistration.k8s.io/v1beta1', 'APIService', '1.22', 'apiregistration.k8s.io/v1'),
    removed('authentication.k8s.io/v1beta1', 'TokenReview', '1.22', 'authentication.k8s.io/v1'),
    removed(
      'authorization.k8s.io/v1beta1',
      'SubjectAccessReview LocalSubjectAccessReview SelfSubjectAccessReview SelfSubjectRulesReview',
      '1.22',
      'authorization.k8s.io/v1',
      'other',
    ),
    removed(
      'certificates.k8s.io/v1beta1',
      'CertificateSigningRequest',
      '1.22',
      'certificates.k8s.io/v1',
      'other',
    ),
    removed('coordination.k8s.io/v1beta1', 'Lease', '1.22', 'coordination.k8s.io/v1'),
    removed('extensions/v1beta1', 'Ingress', '1.22', 'networking.k8s.io/v1', 'ingress'),
    removed('networking.k8s.io/v1beta1', 'Ingress', '1.22', 'networking.k8s.io/v1', 'ingress'),
    removed('networking.k8s.io/v1beta1', 'IngressClass', '1.22', 'networking.k8s.io/v1'),
    removed(
      'rbac.authorization.k8s.io/v1beta1',
      'Role ClusterRole RoleBinding ClusterRoleBinding',
      '1.22',
      'rbac.authorization.k8s.io/v1',
    ),
    removed('scheduling.k8s.io/v1beta1', 'PriorityClass', '1.22', 'scheduling.k8s.io/v1'),
    removed(
      'storage.k8s.io/v1beta1',
      'CSIDriver CSINode StorageClass VolumeAttachment',
      '1.22',
      'storage.k8s.io/v1',
    ),
    removed('batch/v1beta1', 'CronJob', '1.25', 'batch/v1'),
    removed('discovery.k8s.io/v1beta1', 'EndpointSlice', '1.25', 'discovery.k8s.io/v1', 'other'),
    removed('events.k8s.io/v1beta1', 'Event', '1.25', 'events.k8s.io/v1', 'other'),
    removed(
      'autoscaling/v2beta1',
      'HorizontalPodAutoscaler',
      '1.25',
      'autoscaling/v2',
      'hpa-metrics',
    ),
    removed('policy/v1beta1', 'PodDisruptionBudget', '1.25', 'policy/v1'),
    removed('policy/v1beta1', 'PodSecurityPolicy', '1.25', undefined, 'other'),
    removed('node.k8s.io/v1beta1', 'RuntimeClass', '1.25', 'node.k8s.io/v1'),
    removed(
      'autoscaling/v2beta2',
      'HorizontalPodAutoscaler',
      '1.26',
      'autoscaling/v2',
      'hpa-metrics',
    ),
    removed(
      'flowcontrol.apiserver.k8s.io/v1beta1',
      'FlowSchema PriorityLevelConfiguration',
      '1.26',
      'flowcontrol.apiserver.k8s.io/v1',
      'other',
    ),
    removed('storage.k8s.io/v1beta1', 'CSIStorageCapacity', '1.27', 'storage.k8s.io/v1'),
    removed(
      'flowcontrol.apiserver.k8s.io/v1beta2',
      'FlowSchema PriorityLevelConfiguration',
      '1.29',
      'flowcontrol.apiserver.k8s.io/v1',
      'other',
    ),
    removed(
      'flowcontrol.apiserver.k8s.io/v1beta3',
      'FlowSchema PriorityLevelConfiguration',
      '1.32',
      'flowcontrol.apiserver.k8s.io/v1',
      'other',
    ),
  ],
};

/** Whether Kubernetes minor version `a` is `b` or newer: `1.22`. */
export const atLeast = (a: string, b: string): boolean =>
  Number(a.split('.')[1]) >= Number(b.split('.')[1]);
