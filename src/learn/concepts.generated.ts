// Generated from src/learn/concepts by `npm run generate`. Do not edit.

/** Names one concept of the learning panel; each has a page src/learn/concepts/<id>.md. */
export type ConceptId =
  | 'deploying-a-model'
  | 'container'
  | 'image-vs-container'
  | 'works-on-my-machine'
  | 'portability'
  | 'portability-limits-architecture'
  | 'portability-limits-gpu'
  | 'docker-cli'
  | 'from-base-image'
  | 'copy-and-context'
  | 'run-build-time'
  | 'cmd-entrypoint'
  | 'expose-ports'
  | 'workdir'
  | 'env-arg'
  | 'non-root-user'
  | 'layers-cache'
  | 'small-images'
  | 'tag-digest'
  | 'registry'
  | 'missing-dependencies'
  | 'pin-dependencies'
  | 'system-libraries'
  | 'model-artifact'
  | 'secrets-in-images'
  | 'pod-security-context'
  | 'model-server'
  | 'kubernetes-role'
  | 'pod'
  | 'replicaset'
  | 'labels-selectors'
  | 'deployment'
  | 'service'
  | 'ingress'
  | 'configmap-secret'
  | 'persistent-volume'
  | 'resources'
  | 'probes'
  | 'gpu-scheduling'
  | 'job-cronjob'
  | 'hpa'
  | 'rolling-update'
  | 'logs-metrics'
  | 'model-monitoring-drift'
  | 'promote-and-ci';

/** Every concept id, in teaching order: modules as listed, prerequisites before what needs them within a module. */
export const conceptIds: readonly ConceptId[] = [
  'deploying-a-model',
  'container',
  'image-vs-container',
  'works-on-my-machine',
  'portability',
  'portability-limits-architecture',
  'portability-limits-gpu',
  'docker-cli',
  'from-base-image',
  'copy-and-context',
  'run-build-time',
  'cmd-entrypoint',
  'expose-ports',
  'workdir',
  'env-arg',
  'non-root-user',
  'layers-cache',
  'small-images',
  'tag-digest',
  'registry',
  'missing-dependencies',
  'pin-dependencies',
  'system-libraries',
  'model-artifact',
  'secrets-in-images',
  'pod-security-context',
  'model-server',
  'kubernetes-role',
  'pod',
  'replicaset',
  'labels-selectors',
  'deployment',
  'service',
  'ingress',
  'configmap-secret',
  'persistent-volume',
  'resources',
  'probes',
  'gpu-scheduling',
  'job-cronjob',
  'hpa',
  'rolling-update',
  'logs-metrics',
  'model-monitoring-drift',
  'promote-and-ci',
];
