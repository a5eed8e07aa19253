import { dropItem, itemsAt } from '../../syntax/kubernetes/fields.ts';
import { mend } from '../mend.ts';
import type { Rule } from '../rule.ts';
import docs from './all-gpus-visible.md' with { type: 'text' };

const rule: Rule = {
  id: 'all-gpus-visible',
  on: 'resource',
  docs,
  severity: 'warning',
  profile: 'recommended',
  concept: 'gpu-scheduling',
  fix: 'suggested',
  about: ['pods'],
  anyPod: true,

  *check(resource) {
    // Agents that watch or set up the GPUs of a node run once on each.
    if (resource.kind === 'DaemonSet') return;
    for (const { path, name } of resource.containers()) {
      for (const item of itemsAt(resource, [...path, 'env'])) {
        if (item.value['name'] !== 'NVIDIA_VISIBLE_DEVICES') continue;
        const at = [...item.path, 'value'];
        if (resource.get(at) !== 'all') continue;
        yield {
          at: resource.at(at),
          message: `Container ${name} sees every GPU of its node, also those that other pods asked for: the variable takes the place of what the device plugin sets.`,
          ...mend('Leave the variable to the device plugin', dropItem(resource, item.path)),
        };
      }
    }
  },
};
export default rule;
