// Generated from src/learn/concepts by `npm run generate`. Do not edit.

/** Names one concept of the learning panel; each has a page `concepts/<id>.md`. */
export type ConceptId =
  | 'cmd-entrypoint'
  | 'configmap-secret'
  | 'container'
  | 'copy-and-context'
  | 'deploying-a-model'
  | 'deployment'
  | 'docker-cli'
  | 'env-arg'
  | 'expose-ports'
  | 'from-base-image'
  | 'gpu-scheduling'
  | 'hpa'
  | 'image-vs-container'
  | 'ingress'
  | 'job-cronjob'
  | 'kubernetes-role'
  | 'labels-selectors'
  | 'layers-cache'
  | 'logs-metrics'
  | 'missing-dependencies'
  | 'model-artifact'
  | 'model-monitoring-drift'
  | 'model-server'
  | 'non-root-user'
  | 'persistent-volume'
  | 'pin-dependencies'
  | 'pod-security-context'
  | 'pod'
  | 'portability-limits-architecture'
  | 'portability-limits-gpu'
  | 'portability'
  | 'probes'
  | 'promote-and-ci'
  | 'registry'
  | 'replicaset'
  | 'resources'
  | 'rolling-update'
  | 'run-build-time'
  | 'secrets-in-images'
  | 'service'
  | 'small-images'
  | 'system-libraries'
  | 'tag-digest'
  | 'workdir'
  | 'works-on-my-machine';

/** Every concept id, by name. */
export const conceptIds: readonly ConceptId[] = [
  'cmd-entrypoint',
  'configmap-secret',
  'container',
  'copy-and-context',
  'deploying-a-model',
  'deployment',
  'docker-cli',
  'env-arg',
  'expose-ports',
  'from-base-image',
  'gpu-scheduling',
  'hpa',
  'image-vs-container',
  'ingress',
  'job-cronjob',
  'kubernetes-role',
  'labels-selectors',
  'layers-cache',
  'logs-metrics',
  'missing-dependencies',
  'model-artifact',
  'model-monitoring-drift',
  'model-server',
  'non-root-user',
  'persistent-volume',
  'pin-dependencies',
  'pod-security-context',
  'pod',
  'portability-limits-architecture',
  'portability-limits-gpu',
  'portability',
  'probes',
  'promote-and-ci',
  'registry',
  'replicaset',
  'resources',
  'rolling-update',
  'run-build-time',
  'secrets-in-images',
  'service',
  'small-images',
  'system-libraries',
  'tag-digest',
  'workdir',
  'works-on-my-machine',
];
