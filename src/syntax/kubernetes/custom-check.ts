import { patternCost } from '../../text/pattern.ts';
import { isRecord, scalarText } from '../kustomization.ts';
import { type Find, templates } from './custom-templates.ts';
import type { Resource } from './model.ts';

/** A check that the settings define out of a template of kube-linter. */
export interface CustomCheck {
  readonly name: string;
  readonly template: string;
  /** What to do, in the words of the settings. */
  readonly remediation?: string;
  /** How much work its expressions are for each character of a text. */
  readonly cost: number;
  isFor(resource: Resource): boolean;
  readonly find: Find;
}

const longest = { name: 100, remediation: 500 };

/** Makes the check that an entry of `customChecks` defines. */
export type MakeCustomCheck = (value: unknown) => CustomCheck | undefined;

/** The check that an entry of `customChecks` defines; undefined when its template is not known here or kube-linter would refuse it. */
export const customCheck: MakeCustomCheck = (value) => {
  if (!isRecord(value)) return undefined;
  const { name, template, params = {}, scope, remediation } = value;
  if (typeof name !== 'string' || !/^[\w.-]+$/.test(name) || name.length > longest.name)
    return undefined;
  const known = typeof template === 'string' ? templates.get(template) : undefined;
  const find = isRecord(params) ? known?.make(params) : undefined;
  const kinds = scopeOf(scope) ?? known?.kinds;
  const fit = kinds?.map((kind) => objectKinds.get(kind));
  if (typeof template !== 'string' || !find || !fit?.every((each) => each !== undefined))
    return undefined;
  const advice = typeof remediation === 'string' ? sentence(remediation) : '';
  return {
    name,
    template,
    ...(advice ? { remediation: advice } : {}),
    cost: costOf(params),
    isFor: ({ apiVersion, kind }) => fit.some((each) => each.test(`${apiVersion} ${kind}`)),
    find,
  };
};

const costOf = (params: unknown): number =>
  Object.values(isRecord(params) ? params : {})
    .flat()
    .reduce<number>((sum, each) => sum + patternCost(scalarText(each).replace(/^!/, '')), 0);

/** The kinds of a scope that names some. */
const scopeOf = (scope: unknown): readonly string[] | undefined => {
  const kinds = isRecord(scope) ? scope['objectKinds'] : undefined;
  return Array.isArray(kinds) && kinds.length > 0 ? kinds.map(scalarText) : undefined;
};

const sentence = (text: string): string => {
  const line = text.slice(0, longest.remediation).replace(/\s+/g, ' ').trim();
  return /[.!?]$|^$/.test(line) ? line : `${line}.`;
};

const core = (kind: string): readonly [string, RegExp] => [kind, new RegExp(`^v1 ${kind}$`)];
const of = (group: string, ...kinds: readonly string[]): readonly (readonly [string, RegExp])[] =>
  kinds.map((kind) => [kind, new RegExp(`^${group}/\\S+ ${kind}$`)]);

// The names in `pkg/objectkinds` of kube-linter (github.com/stackrox/kube-linter, read 2026-11-22).
const objectKinds: ReadonlyMap<string, RegExp> = new Map([
  ['Any', /^/],
  [
    'DeploymentLike',
    /^(?:v1 (?:Pod|ReplicationController)|apps\/\S+ (?:Deployment|DaemonSet|StatefulSet|ReplicaSet)|batch\/\S+ (?:Job|CronJob)|apps\.openshift\.io\/\S+ DeploymentConfig)$/,
  ],
  ['JobLike', /^batch\/\S+ (?:Job|CronJob)$/],
  ...['Service', 'ServiceAccount', 'PersistentVolumeClaim', 'Pod', 'ReplicationController'].map(
    core,
  ),
  ...of('apps', 'Deployment', 'DaemonSet', 'StatefulSet', 'ReplicaSet'),
  ...of('batch', 'Job', 'CronJob'),
  ...of('(?:networking\\.k8s\\.io|extensions)', 'Ingress', 'NetworkPolicy'),
  ...of('policy', 'PodDisruptionBudget'),
  ...of('autoscaling', 'HorizontalPodAutoscaler'),
  ...of('rbac\\.authorization\\.k8s\\.io', 'Role', 'ClusterRole'),
  ...of('rbac\\.authorization\\.k8s\\.io', 'RoleBinding', 'ClusterRoleBinding'),
  ...of('keda\\.sh', 'ScaledObject'),
  ...of('monitoring\\.coreos\\.com', 'ServiceMonitor'),
  ...of('security\\.openshift\\.io', 'SecurityContextConstraints'),
]);
