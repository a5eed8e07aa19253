import { isAccelerator } from '../../data/accelerators.ts';
import type { ObjectFacts } from '../../project/facts.ts';
import { scalersIn, targetOf } from '../../project/links.ts';
import { entryAt, put } from '../../syntax/kubernetes/fields.ts';
import { mend } from '../mend.ts';
import type { Alias, Rule } from '../rule.ts';
import docs from './few-autoscaled-replicas.md' with { type: 'text' };

const rule: Rule = {
  id: 'few-autoscaled-replicas',
  on: 'resource',
  docs,
  severity: 'info',
  profile: 'strict',
  concept: 'hpa',
  aka: [
    'kube-linter/hpa-minimum-three-replicas',
    'kube-score/horizontalpodautoscaler-replicas',
    'polaris/hpaMinAvailability',
  ],
  fix: 'suggested',
  about: ['HorizontalPodAutoscaler', 'ScaledObject'],

  *check(resource, project) {
    if (!/^(?:HorizontalPodAutoscaler|ScaledObject)$/.test(resource.kind)) return;
    const facts = project.own(resource);
    const own = facts && scalersIn([facts])[0];
    if (!own || resource.partial || resource.templated) return;
    const path = ['spec', own.kind === 'ScaledObject' ? 'minReplicaCount' : 'minReplicas'];
    const least = own.scaler.least ?? (resource.key(path) ? undefined : 1);
    if (least === undefined || least >= 3 || hasAccelerator(targetOf(own, project))) return;
    yield {
      at: resource.key(path) ? entryAt(resource, path) : resource.at(['metadata', 'name']),
      message: `${own.name} may go down to ${least} ${least === 1 ? 'pod' : 'pods'}, too few to lose a node and go on.`,
      aka: least < 2 ? both : ['kube-linter/hpa-minimum-three-replicas'],
      ...mend('Keep three pods', put(resource, path, '3')),
    };
  },
};
export default rule;

const both: readonly Alias[] = [
  'kube-linter/hpa-minimum-three-replicas',
  'kube-score/horizontalpodautoscaler-replicas',
  'polaris/hpaMinAvailability',
];

const hasAccelerator = (target: ObjectFacts | undefined): boolean =>
  target?.workload?.containers.some(({ requests }) => requests.some(isAccelerator)) === true;
