import { isAccelerator } from '../../data/accelerators.ts';
import { usesAccelerator } from '../../syntax/kubernetes/accelerator.ts';
import { entryAt, isWhole, itemsAt } from '../../syntax/kubernetes/fields.ts';
import type { Rule } from '../rule.ts';
import docs from './gpu-node-for-nothing.md' with { type: 'text' };

const rule: Rule = {
  id: 'gpu-node-for-nothing',
  on: 'resource',
  docs,
  severity: 'info',
  profile: 'recommended',
  concept: 'gpu-scheduling',
  fix: 'none',
  about: ['pods'],

  *check(resource) {
    const { podSpec, kind } = resource;
    if (!podSpec || kind === 'DaemonSet' || !isWhole(resource) || usesAccelerator(resource)) return;
    // It wants to be beside another pod, wherever that runs.
    if (resource.key([...podSpec, 'affinity', 'podAffinity'])) return;
    if (
      ['resourceClaims', 'runtimeClassName'].some((each) => resource.key([...podSpec, each])) ||
      resource.containers().some(({ path }) => notKnown(resource.get([...path, 'resources'])))
    )
      return;
    for (const { path } of itemsAt(resource, [...podSpec, 'tolerations'])) {
      const key = resource.get([...path, 'key']);
      if (typeof key !== 'string' || !isAccelerator(key)) continue;
      // Without it such nodes are only avoided, and those that are kept stay closed.
      if (resource.get([...path, 'effect']) === 'PreferNoSchedule') continue;
      yield {
        at: entryAt(resource, [...path, 'key']),
        message: `The pod may run on nodes that are kept for ${key} and asks for none: it takes their CPU and memory from the pods that need it.`,
      };
    }
  },
};
export default rule;

const notKnown = (resources: unknown): boolean =>
  JSON.stringify(resources ?? {}).includes('null') || typeof resources === 'string';
