import { scalersOf } from '../../project/links.ts';
import { askedBy, gpus, isWholeGpu } from '../../syntax/kubernetes/accelerator.ts';
import { isWhole, named, put } from '../../syntax/kubernetes/fields.ts';
import { mend } from '../mend.ts';
import type { Rule } from '../rule.ts';
import docs from './rollout-needs-spare-gpu.md' with { type: 'text' };

const rule: Rule = {
  id: 'rollout-needs-spare-gpu',
  on: 'resource',
  docs,
  severity: 'info',
  profile: 'recommended',
  concept: 'rolling-update',
  fix: 'suggested',
  about: ['Deployment'],

  *check(resource, project) {
    if (resource.kind !== 'Deployment' || !isWhole(resource)) return;
    const type = ['spec', 'strategy', 'type'];
    const surge = ['spec', 'strategy', 'rollingUpdate'];
    if (resource.key(surge) || (resource.key(type) && resource.get(type) !== 'RollingUpdate'))
      return;
    const asked = resource
      .containers()
      .filter(({ init }) => !init)
      .flatMap(({ path }) => askedBy(resource, path))
      .filter(isWholeGpu);
    const [first] = asked;
    const own = first && project.own(resource);
    if (!first || !own) return;
    const scaler = scalersOf(own, project)[0];
    const written = resource.get(['spec', 'replicas']);
    if (written === undefined && resource.key(['spec', 'replicas'])) return;
    const pods = scaler ? (scaler.scaler.least ?? 1) : (written ?? 1);
    // A quarter of four pods is the first that may be stopped before its successor starts.
    if (typeof pods !== 'number' || pods < 1 || pods > 3) return;
    const count = asked.reduce((sum, each) => sum + each.count, 0);
    const deadline = resource.get(['spec', 'progressDeadlineSeconds']) ?? 600;
    yield {
      at: resource.at(first.path),
      message: `A rollout of ${named(resource)} starts a pod with ${gpus(count)} before it stops one: where ${count === 1 ? 'no GPU is' : `no ${count} are`} free it waits, and counts as failed after ${String(deadline)} s.`,
      ...mend(
        'Stop a pod before its successor starts',
        put(resource, surge, '', '  maxSurge: 0', '  maxUnavailable: 1'),
      ),
    };
  },
};
export default rule;
