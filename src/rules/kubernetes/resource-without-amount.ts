import { isAccelerator } from '../../data/accelerators.ts';
import { isRecord } from '../../syntax/kustomization.ts';
import type { Rule } from '../rule.ts';
import docs from './resource-without-amount.md' with { type: 'text' };

const rule: Rule = {
  id: 'resource-without-amount',
  on: 'resource',
  docs,
  severity: 'error',
  profile: 'recommended',
  concept: 'resources',
  fix: 'none',
  about: ['pods'],
  anyPod: true,

  *check(resource) {
    // A patch takes an entry out in this way.
    if (resource.partial || resource.templated) return;
    for (const { path, name } of resource.containers())
      for (const part of ['requests', 'limits']) {
        const list = [...path, 'resources', part];
        const amounts = resource.get(list);
        for (const [key, amount] of Object.entries(isRecord(amounts) ? amounts : {})) {
          const at = amount === null ? resource.key([...list, key]) : undefined;
          if (!at) continue;
          yield {
            at,
            message: isAccelerator(key)
              ? `${key} has no amount, which counts as 0: container ${name} gets none.`
              : `${key} has no amount in the ${part} of container ${name}, which counts as 0.`,
            ...(isAccelerator(key) ? {} : { severity: 'warning' }),
          };
        }
      }
  },
};
export default rule;
