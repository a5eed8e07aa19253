import { ownWorkload, scalersOf, withLabels } from '../../project/links.ts';
import { addObject, entryLines } from '../../syntax/kubernetes/edits.ts';
import { isWhole, named } from '../../syntax/kubernetes/fields.ts';
import { isRecord } from '../../syntax/kustomization.ts';
import { mend } from '../mend.ts';
import type { Rule } from '../rule.ts';
import docs from './missing-disruption-budget.md' with { type: 'text' };

const rule: Rule = {
  id: 'missing-disruption-budget',
  on: 'resource',
  docs,
  severity: 'hint',
  profile: 'strict',
  concept: 'rolling-update',
  aka: [
    'kube-score/deployment-has-poddisruptionbudget',
    'kube-score/statefulset-has-poddisruptionbudget',
    'polaris/missingPodDisruptionBudget',
  ],
  fix: 'suggested',
  about: ['Deployment', 'StatefulSet'],

  *check(resource, project) {
    if (!/^(?:Deployment|StatefulSet)$/.test(resource.kind) || !isWhole(resource)) return;
    const own = ownWorkload(resource, project);
    if (!own) return;
    const least = scalersOf(own, project).map(({ scaler }) => scaler.least ?? 1);
    if (Math.max(own.workload.replicas?.value ?? 1, ...least) < 2) return;
    const budgets = project.find('kind PodDisruptionBudget');
    if (budgets.some((each) => each.selector && withLabels(each, each.selector, [own]).length > 0))
      return;
    const labels = resource.get(['spec', 'selector', 'matchLabels']);
    yield {
      at: resource.at(['metadata', 'name']),
      message: `A drain may take all pods of ${named(resource)} at once: no PodDisruptionBudget here is for them.`,
      aka:
        resource.kind === 'Deployment'
          ? ['kube-score/deployment-has-poddisruptionbudget', 'polaris/missingPodDisruptionBudget']
          : ['kube-score/statefulset-has-poddisruptionbudget'],
      ...(isRecord(labels) && !resource.key(['spec', 'selector', 'matchExpressions'])
        ? mend(
            'Add a PodDisruptionBudget',
            addObject(resource, 'policy/v1', 'PodDisruptionBudget', [
              'maxUnavailable: 1',
              ...['selector:', '  matchLabels:', ...entryLines(labels, '    ')],
            ]),
          )
        : {}),
    };
  },
};
export default rule;
