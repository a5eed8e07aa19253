import { nearlyLabelled, placeFor, selectedPods } from '../../project/links.ts';
import { nearMiss } from '../../project/near-miss.ts';
import { selectorFacts } from '../../project/object-facts.ts';
import { itemsAt, kindAndName, putText } from '../../syntax/kubernetes/fields.ts';
import { isRecord } from '../../syntax/kustomization.ts';
import { capital, listed } from '../../text/words.ts';
import { mend } from '../mend.ts';
import { notHere } from '../not-here.ts';
import type { Alias, Rule } from '../rule.ts';
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
      const peer = path.length > 2;
      const aka: readonly Alias[] = peer
        ? ['kube-linter/dangling-networkpolicypeer-podselector']
        : ['kube-linter/dangling-networkpolicy', 'kube-score/networkpolicy-targets-pod'];
      if (!miss) {
        const wanted = Object.entries(selector.labels).map((each) => each.join(': '));
        if (wanted.length > 0 && !resource.templated)
          yield notHere(
            resource.at(path),
            `${peer ? 'This peer' : capital(kindAndName(resource))} selects no pod of this project: none has ${listed(wanted)}.`,
            { aka },
          );
        continue;
      }
      const { key, label, target } = miss;
      const at = [...path, 'matchLabels', key];
      yield {
        at: resource.at(at),
        message: `${peer ? 'This peer' : `NetworkPolicy ${own.name}`} selects no pod: it looks for ${key}: ${selector.labels[key]}, and the pods of ${target.kind} ${target.name} have ${key}: ${label}.`,
        related: [placeFor(target)],
        aka,
        ...mend(`Select ${key}: ${label}`, putText(resource, at, label)),
      };
    }
  },
};
export default rule;
