import { type Item, itemsAt, wordsAt } from './fields.ts';
import type { Resource } from './model.ts';

/** A rule of a Role or ClusterRole. */
export interface RbacRule extends Pick<Item, 'path'> {
  readonly verbs: readonly string[];
  readonly resources: readonly string[];
  readonly groups: readonly string[];
}

/** The rules of a Role or ClusterRole; none for other objects. */
export const rbacRules = (resource: Resource): readonly RbacRule[] =>
  /^(?:Cluster)?Role$/.test(resource.kind) && resource.apiVersion.startsWith('rbac.')
    ? itemsAt(resource, ['rules']).map(({ path }) => ({
        path,
        verbs: wordsAt(resource, [...path, 'verbs']),
        resources: wordsAt(resource, [...path, 'resources']),
        groups: wordsAt(resource, [...path, 'apiGroups']),
      }))
    : [];

/** The API groups of pods, workloads and Secrets. */
const builtIn: readonly string[] = ['', '*', 'apps', 'batch', 'extensions'];

/** Whether a rule allows one of the verbs on one of the resources of Kubernetes itself; `*` allows all. */
export const allows = (
  rule: RbacRule,
  verbs: readonly string[],
  resources: readonly string[],
): boolean =>
  rule.groups.some((each) => builtIn.includes(each)) &&
  rule.verbs.some((each) => each === '*' || verbs.includes(each)) &&
  rule.resources.some((each) => each === '*' || resources.includes(each));
