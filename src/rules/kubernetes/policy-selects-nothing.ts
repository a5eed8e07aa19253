import { nearlyLabelled, placeFor, selectedPods } from '../../project/links.ts';
import { nearMiss } from '../../project/near-miss.ts';
import { selectorFacts } from '../../project/object-facts.ts';
import { itemsAt, putText } from '../../syntax/kubernetes/fields.ts';
import { isRecord } from '../../syntax/kustomization.ts';
import { mend } from '../mend.ts';
import type { Rule } from '../rule.ts';
import docs from './policy-selects-nothing.md' with { type: 'text' };

const rule: Rule = {
  id: 'policy-selects-nothing',
  on: 'resource',
  docs,
  severity: 'warning',
  profile: 'recommended',
  concept: 'labels-selectors',
  aka: [
    'kube-linter/dangling-networkpolicy',
    'kube-linter/dangling-networkpolicypeer-podselector',
    'kube-score/networkpolicy-targets-pod',
  ],
  fix: 'suggested',
  about: ['NetworkPolicy'],

  *check(resource, project) {
    if (resource.kind !== 'NetworkPolicy' || resource.partial) return;
    const own = project.own(resource);
    if (!own) return;
    const peers = [
      ['ingress', 'from'],
      ['egress', 'to'],
    ].flatMap(([part = '', list = '']) =>
      itemsAt(resource, ['spec', part]).flatMap(({ path }) => itemsAt(resource, [...path, list])),
    );
    const here = peers.filter(
      ({ value }) => isRecord(value['podSelector']) && !('namespaceSelector' in value),
    );
    const selectors = [['spec'], ...here.map(({ path }) => path)].map((path) => [
      ...path,
      'podSelector',
    ]);
    for (const path of selectors) {
      const selector = selectorFacts(resource.get(path));
      if (selector.open || selectedPods(own, selector, project).length > 0) continue;
      const near = nearlyLabelled(selector.labels, project);
      const miss = nearMiss(own, selector.labels, near, ({ workload }) => workload.podLabels);
      if (!miss) continue;
      const { key, label, target } = miss;
      const at = [...path, 'matchLabels', key];
      const peer = path.length > 2;
      yield {
        at: resource.at(at),
        message: `${peer ? 'This peer' : `NetworkPolicy ${own.name}`} selects no pod: it looks for ${key}: ${selector.labels[key]}, and the pods of ${target.kind} ${target.name} have ${key}: ${label}.`,
        related: [placeFor(target)],
        aka: peer
          ? ['kube-linter/dangling-networkpolicypeer-podselector']
          : ['kube-linter/dangling-networkpolicy', 'kube-score/networkpolicy-targets-pod'],
        ...mend(`Select ${key}: ${label}`, putText(resource, at, label)),
      };
    }
  },
};
export default rule;
