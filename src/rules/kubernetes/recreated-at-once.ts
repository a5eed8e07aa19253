import { usesAccelerator } from '../../syntax/kubernetes/accelerator.ts';
import { entryAt, itemsAt, named, put } from '../../syntax/kubernetes/fields.ts';
import { mend } from '../mend.ts';
import type { Alias, Rule } from '../rule.ts';
import docs from './recreated-at-once.md' with { type: 'text' };

const rule: Rule = {
  id: 'recreated-at-once',
  on: 'resource',
  docs,
  severity: 'info',
  profile: 'strict',
  concept: 'rolling-update',
  aka: ['kube-linter/no-rolling-update-strategy', 'kube-score/deployment-strategy'],
  fix: 'suggested',

  *check(resource) {
    const { kind, podSpec } = resource;
    if (!podSpec || usesAccelerator(resource)) return;
    const path = ['spec', kind === 'Deployment' ? 'strategy' : 'updateStrategy', 'type'];
    const type = resource.get(path);
    if (type !== (kind === 'Deployment' ? 'Recreate' : 'OnDelete')) return;
    const disks = itemsAt(resource, [...podSpec, 'volumes']).some(
      ({ value }) => 'persistentVolumeClaim' in value,
    );
    if (disks && kind === 'Deployment') return;
    yield {
      at: entryAt(resource, path),
      message:
        kind === 'Deployment'
          ? `Each rollout stops all pods of ${named(resource)} before it starts new ones.`
          : `A rollout changes nothing until somebody deletes the pods of ${named(resource)}.`,
      aka: kind === 'Deployment' ? both : ['kube-linter/no-rolling-update-strategy'],
      ...mend('Roll out pod by pod', put(resource, path, 'RollingUpdate')),
    };
  },
};
export default rule;

const both: readonly Alias[] = [
  'kube-linter/no-rolling-update-strategy',
  'kube-score/deployment-strategy',
];
