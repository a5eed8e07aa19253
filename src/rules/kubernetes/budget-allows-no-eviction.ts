import type { ObjectFacts } from '../../project/facts.ts';
import {
  nearestTo,
  placeFor,
  scalersOf,
  selectedPods,
  type Workload,
} from '../../project/links.ts';
import type { Project } from '../../project/project.ts';
import { replaceEntry } from '../../syntax/kubernetes/edits.ts';
import { entryAt, put, subject } from '../../syntax/kubernetes/fields.ts';
import { mend } from '../mend.ts';
import type { Rule } from '../rule.ts';
import docs from './budget-allows-no-eviction.md' with { type: 'text' };

const rule: Rule = {
  id: 'budget-allows-no-eviction',
  on: 'resource',
  docs,
  severity: 'warning',
  profile: 'recommended',
  concept: 'rolling-update',
  aka: [
    'kube-linter/pdb-max-unavailable',
    'kube-linter/pdb-min-available',
    'polaris/pdbDisruptionsIsZero',
    'polaris/pdbMinAvailableGreaterThanHPAMinReplicas',
    'polaris/pdbMinAvailableGreaterThanOrEqualToHPAMinReplicas',
  ],
  fix: 'suggested',
  about: ['PodDisruptionBudget'],

  *check(resource, project) {
    if (resource.kind !== 'PodDisruptionBudget') return;
    const most = resource.get(['spec', 'maxUnavailable']);
    if (most === 0 || most === '0' || most === '0%') {
      yield {
        at: entryAt(resource, ['spec', 'maxUnavailable']),
        message: `${subject(resource)} lets no pod go, so no node that runs one can be drained or upgraded.`,
        aka: ['kube-linter/pdb-max-unavailable', 'polaris/pdbDisruptionsIsZero'],
        ...mend('Let one pod go at a time', put(resource, ['spec', 'maxUnavailable'], '1')),
      };
      return;
    }
    const path = ['spec', 'minAvailable'];
    const least = resource.get(path);
    const own = project.own(resource);
    const counted = own && typeof least === 'number' ? fewest(own, project) : undefined;
    const all = least === '100%';
    if (!all && !(typeof least === 'number' && counted && least >= counted.pods)) return;
    yield {
      at: entryAt(resource, path),
      message: all
        ? `${subject(resource)} keeps all pods, so no node that runs one can be drained or upgraded.`
        : `${subject(resource)} keeps ${counted?.pods === 1 ? 'the only pod' : `${String(least)} of the ${counted?.pods} pods`} of ${counted?.workload.name}, so no node that runs one can be drained or upgraded.`,
      aka: [
        'kube-linter/pdb-min-available',
        'polaris/pdbDisruptionsIsZero',
        'polaris/pdbMinAvailableGreaterThanHPAMinReplicas',
        'polaris/pdbMinAvailableGreaterThanOrEqualToHPAMinReplicas',
      ],
      ...(counted ? { related: [placeFor(counted.workload)] } : {}),
      ...mend('Let one pod go at a time', replaceEntry(resource, path, ['maxUnavailable: 1'])),
    };
  },
};
export default rule;

/** The one workload that a budget is for, and the fewest pods it runs with. */
const fewest = (
  own: ObjectFacts,
  project: Project,
): { readonly workload: Workload; readonly pods: number } | undefined => {
  if (!own.selector || own.selector.open || Object.keys(own.selector.labels).length === 0)
    return undefined;
  const found = selectedPods(own, own.selector, project).filter(({ kind }) =>
    /^(?:Deployment|StatefulSet|ReplicaSet|Rollout)$/.test(kind),
  );
  const [workload, more] = nearestTo(own.file, found);
  if (!workload || more) return undefined;
  const scaler = scalersOf(workload, project)[0];
  const pods = scaler ? (scaler.scaler.least ?? 1) : (workload.workload.replicas?.value ?? 1);
  return { workload, pods };
};
