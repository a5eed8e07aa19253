import { scalersOf } from '../../project/links.ts';
import { usesAccelerator } from '../../syntax/kubernetes/accelerator.ts';
import { entryAt, isWhole, put, subject } from '../../syntax/kubernetes/fields.ts';
import { mend } from '../mend.ts';
import type { Rule } from '../rule.ts';
import docs from './few-replicas.md' with { type: 'text' };

const rule: Rule = {
  id: 'few-replicas',
  on: 'resource',
  docs,
  severity: 'info',
  profile: 'strict',
  concept: 'replicaset',
  aka: [
    'kube-linter/minimum-three-replicas',
    'kube-score/deployment-replicas',
    'polaris/deploymentMissingReplicas',
  ],
  fix: 'suggested',

  *check(resource, project) {
    if (
      !/^(?:Deployment|StatefulSet|ReplicaSet|ReplicationController|Rollout)$/.test(resource.kind)
    )
      return;
    if (!isWhole(resource) || usesAccelerator(resource)) return;
    const path = ['spec', 'replicas'];
    const replicas = resource.key(path) ? resource.get(path) : 1;
    if (typeof replicas !== 'number' || replicas >= 3 || replicas === 0) return;
    const own = project.own(resource);
    if (own && scalersOf(own, project).length > 0) return;
    yield {
      at: resource.key(path) ? entryAt(resource, path) : resource.at(['metadata', 'name']),
      message: `${subject(resource)} runs ${replicas === 1 ? 'a single pod' : `${replicas} pods`}, too few to lose a node and go on.`,
      aka:
        replicas < 2 && resource.kind === 'Deployment'
          ? [
              'kube-linter/minimum-three-replicas',
              'kube-score/deployment-replicas',
              'polaris/deploymentMissingReplicas',
            ]
          : ['kube-linter/minimum-three-replicas'],
      ...mend('Run three pods', put(resource, path, '3')),
    };
  },
};
export default rule;
