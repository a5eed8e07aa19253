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
