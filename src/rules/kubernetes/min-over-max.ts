import type { ResourceIn } from '../../project/project.ts';
import { itemsAt } from '../../syntax/kubernetes/fields.ts';
import type { KeyPath } from '../../syntax/kubernetes/model.ts';
import type { Rule } from '../rule.ts';
import docs from './min-over-max.md' with { type: 'text' };

const rule: Rule = {
  id: 'min-over-max',
  on: 'resource',
  docs,
  severity: 'error',
  profile: 'recommended',
  concept: 'hpa',
  fix: 'none',

  *check(resource) {
    const pair = pairs.find(
      (each) => each.kind === resource.kind && each.group.test(resource.apiVersion),
    );
    if (!pair) return;
    for (const parent of pair.at(resource)) {
      const [least, most] = [
        [...parent, pair.least],
        [...parent, pair.most],
      ].map((path) => ({ path, value: resource.get(path) }));
      if (!least || !most || typeof least.value !== 'number' || typeof most.value !== 'number')
        continue;
      // To KServe, a most of 0 is none.
      if (least.value <= most.value || (most.value === 0 && resource.kind === 'InferenceService'))
        continue;
      yield {
        at: resource.at(least.path),
        message: `${pair.least} is ${least.value} and ${pair.most} is ${most.value}: the least may not be above the most.`,
        related: [
          { file: resource.path, at: resource.at(most.path), message: `${pair.most} is set here` },
        ],
      };
    }
  },
};
export default rule;

interface Pair {
  readonly kind: string;
  readonly group: RegExp;
  readonly least: string;
  readonly most: string;
  at(resource: ResourceIn): readonly KeyPath[];
}

const replicas = { least: 'minReplicas', most: 'maxReplicas' };

const workers =
  (...above: KeyPath) =>
  (resource: ResourceIn): readonly KeyPath[] =>
    itemsAt(resource, [...above, 'workerGroupSpecs']).map(({ path }) => path);

const ray = { group: /^ray\.io\//, ...replicas };

const pairs: readonly Pair[] = [
  { kind: 'HorizontalPodAutoscaler', group: /^autoscaling\//, ...replicas, at: () => [['spec']] },
  {
    kind: 'ScaledObject',
    group: /^keda\.sh\//,
    least: 'minReplicaCount',
    most: 'maxReplicaCount',
    at: () => [['spec']],
  },
  {
    kind: 'InferenceService',
    group: /^serving\.(?:kserve\.io|kubeflow\.org)\//,
    ...replicas,
    at: () => ['predictor', 'transformer', 'explainer'].map((part) => ['spec', part]),
  },
  { kind: 'RayCluster', ...ray, at: workers('spec') },
  { kind: 'RayJob', ...ray, at: workers('spec', 'rayClusterSpec') },
  { kind: 'RayService', ...ray, at: workers('spec', 'rayClusterConfig') },
];
