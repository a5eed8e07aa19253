import { type Item, itemsAt, wordsAt } from './fields.ts';
import type { Resource } from './model.ts';

/** A rule of a Role or ClusterRole. */
export interface RbacRule extends Pick<Item, 'path'> {
  readonly verbs: readonly string[];
  readonly resources: readonly string[];
}

/** The rules of a Role or ClusterRole; none for other objects. */
export const rbacRules = (resource: Resource): readonly RbacRule[] =>
  /^(?:Cluster)?Role$/.test(resource.kind) && resource.apiVersion.startsWith('rbac.')
    ? itemsAt(resource, ['rules']).map(({ path }) => ({
        path,
        verbs: wordsAt(resource, [...path, 'verbs']),
        resources: wordsAt(resource, [...path, 'resources']),
      }))
    : [];

/** Whether a rule allows one of the verbs on one of the resources; `*` allows all. */
export const allows = (
  rule: RbacRule,
  verbs: readonly string[],
  resources: readonly string[],
): boolean =>
  rule.verbs.some((each) => each === '*' || verbs.includes(each)) &&
  rule.resources.some((each) => each === '*' || resources.includes(each));
