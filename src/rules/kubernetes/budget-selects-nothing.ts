import { nearlyLabelled, placeFor, selectedPods } from '../../project/links.ts';
import { nearMiss } from '../../project/near-miss.ts';
import { kindAndName, putText } from '../../syntax/kubernetes/fields.ts';
import { capital, listed } from '../../text/words.ts';
import { mend } from '../mend.ts';
import { notHere } from '../not-here.ts';
import type { Rule } from '../rule.ts';
import docs from './budget-selects-nothing.md' with { type: 'text' };

const rule: Rule = {
  id: 'budget-selects-nothing',
  on: 'resource',
  docs,
  severity: 'warning',
  profile: 'recommended',
  concept: 'labels-selectors',
  fix: 'suggested',
  about: ['PodDisruptionBudget'],

  *check(resource, project) {
    if (resource.kind !== 'PodDisruptionBudget' || resource.partial) return;
    const own = project.own(resource);
    const selector = own?.selector;
    if (!own || !selector || selector.open || selectedPods(own, selector, project).length > 0)
      return;
    const near = nearlyLabelled(selector.labels, project);
    const miss = nearMiss(own, selector.labels, near, ({ workload }) => workload.podLabels);
    if (!miss) {
      const wanted = Object.entries(selector.labels).map((label) => label.join(': '));
      if (wanted.length > 0 && !resource.templated)
        yield notHere(
          resource.at(['spec', 'selector']),
          `${capital(kindAndName(resource))} selects no pod of this project: none has ${listed(wanted)}.`,
        );
      return;
    }
    const { key, label, target } = miss;
    const at = ['spec', 'selector', 'matchLabels', key];
    yield {
      at: resource.at(at),
      message: `${capital(kindAndName(resource))} protects no pod: it selects ${key}: ${selector.labels[key]}, and the pods of ${target.kind} ${target.name} have ${key}: ${label}.`,
      related: [placeFor(target)],
      ...mend(`Select ${key}: ${label}`, putText(resource, at, label)),
    };
  },
};
export default rule;
