import { ownWorkload, scalersOf } from '../../project/links.ts';
import { textScalar } from '../../syntax/kubernetes/edits.ts';
import { isWhole, put } from '../../syntax/kubernetes/fields.ts';
import { mend } from '../mend.ts';
import type { Rule } from '../rule.ts';
import docs from './replicas-not-spread.md' with { type: 'text' };

const rule: Rule = {
  id: 'replicas-not-spread',
  on: 'resource',
  docs,
  severity: 'info',
  profile: 'strict',
  concept: 'deployment',
  aka: [
    'kube-linter/no-anti-affinity',
    'kube-score/deployment-has-host-podantiaffinity',
    'kube-score/statefulset-has-host-podantiaffinity',
    'polaris/topologySpreadConstraint',
  ],
  fix: 'suggested',

  *check(resource, project) {
    const { podSpec } = resource;
    const own = ownWorkload(resource, project);
    if (!own || !podSpec || !isWhole(resource) || resource.kind === 'DaemonSet') return;
    const most = Math.max(
      own.workload.replicas?.value ?? 1,
      ...scalersOf(own, project).map(({ scaler }) => scaler.least ?? 1),
    );
    if (most < 2) return;
    if (resource.key([...podSpec, 'topologySpreadConstraints'])) return;
    if (resource.key([...podSpec, 'affinity', 'podAntiAffinity'])) return;
    const label = Object.entries(own.workload.podLabels)[0];
    yield {
      at: resource.at(['metadata', 'name']),
      message: `All ${most} pods of ${own.name} may run on one node, and go with it.`,
      ...mend(
        'Spread them over nodes',
        label &&
          put(
            resource,
            [...podSpec, 'topologySpreadConstraints'],
            '',
            '  - maxSkew: 1',
            '    topologyKey: kubernetes.io/hostname',
            '    whenUnsatisfiable: ScheduleAnyway',
            '    labelSelector:',
            '      matchLabels:',
            `        ${textScalar(label[0])}: ${textScalar(label[1])}`,
          ),
      ),
    };
  },
};
export default rule;
