import { ofKind, ownWorkload, withLabels } from '../../project/links.ts';
import { isWhole, named } from '../../syntax/kubernetes/fields.ts';
import type { Rule } from '../rule.ts';
import docs from './pod-without-network-policy.md' with { type: 'text' };

const rule: Rule = {
  id: 'pod-without-network-policy',
  on: 'resource',
  docs,
  severity: 'hint',
  profile: 'strict',
  concept: 'labels-selectors',
  aka: [
    'kube-linter/non-isolated-pod',
    'kube-score/pod-networkpolicy',
    'polaris/missingNetworkPolicy',
  ],
  fix: 'none',

  *check(resource, project) {
    const own = ownWorkload(resource, project);
    if (!own || !isWhole(resource)) return;
    const covered = ofKind(project.objects(), 'NetworkPolicy').some(
      (each) => each.selector && withLabels(each, each.selector, [own]).length > 0,
    );
    if (covered) return;
    yield {
      at: resource.at(['metadata', 'name']),
      message: `Every pod of the cluster can reach the pods of ${named(resource)}: no NetworkPolicy here is for them.`,
    };
  },
};
export default rule;
