import { ownWorkload, withLabels } from '../../project/links.ts';
import { addObject, entryLines } from '../../syntax/kubernetes/edits.ts';
import { isWhole, named } from '../../syntax/kubernetes/fields.ts';
import { isRecord } from '../../syntax/kustomization.ts';
import { mend } from '../mend.ts';
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
  fix: 'suggested',

  *check(resource, project) {
    const own = ownWorkload(resource, project);
    if (!own || !isWhole(resource)) return;
    const covered = project
      .find('kind NetworkPolicy')
      .some((each) => each.selector && withLabels(each, each.selector, [own]).length > 0);
    if (covered) return;
    const labels = resource.get([...(resource.podSpec?.slice(0, -1) ?? []), 'metadata', 'labels']);
    const ports = own.workload.containers.flatMap((each) => each.ports);
    yield {
      at: resource.at(['metadata', 'name']),
      message: `Every pod of the cluster can reach the pods of ${named(resource)}: no NetworkPolicy here is for them.`,
      ...(isRecord(labels) && ports.length > 0
        ? mend(
            'Let only pods of its namespace reach its ports',
            addObject(resource, 'networking.k8s.io/v1', 'NetworkPolicy', [
              ...['podSelector:', '  matchLabels:', ...entryLines(labels, '    ')],
              ...['ingress:', '  - from:', '      - podSelector: {}', '    ports:'],
              ...ports.map(({ port }) => `      - port: ${port.value}`),
            ]),
          )
        : {}),
    };
  },
};
export default rule;
