import { gpus, onlyGpusOf } from '../../syntax/kubernetes/accelerator.ts';
import { dropItem, itemsAt } from '../../syntax/kubernetes/fields.ts';
import { mend } from '../mend.ts';
import type { Rule } from '../rule.ts';
import docs from './gpus-hidden.md' with { type: 'text' };

const rule: Rule = {
  id: 'gpus-hidden',
  on: 'resource',
  docs,
  severity: 'warning',
  profile: 'recommended',
  concept: 'gpu-scheduling',
  fix: 'suggested',
  about: ['pods'],
  anyPod: true,

  *check(resource) {
    if (resource.partial) return;
    for (const { path, name } of resource.containers()) {
      const asked = onlyGpusOf(resource, path);
      if (!asked) continue;
      const set = itemsAt(resource, [...path, 'env']);
      if (set.some(({ value }) => value['name'] === 'NVIDIA_VISIBLE_DEVICES')) continue;
      for (const item of set) {
        const variable = String(item.value['name']);
        const { value } = item.value;
        if (!variables.has(variable)) continue;
        const seen = seenBy(typeof value === 'number' ? String(value) : value, asked.count);
        if (seen === undefined || seen >= asked.count) continue;
        const has = asked.count === 1 ? 'numbered 0' : `numbered 0 to ${asked.count - 1}`;
        yield {
          at: resource.at([...item.path, 'value']),
          message: `Container ${name} gets ${gpus(asked.count)}, ${has} in it, and ${variable} leaves it ${seen === 0 ? 'none' : `${seen} of them`}.`,
          related: [{ file: resource.path, at: resource.at(asked.path), message: asked.name }],
          ...mend(`Remove ${variable}`, dropItem(resource, item.path)),
        };
      }
    }
  },
};
export default rule;

const variables: ReadonlySet<string> = new Set([
  'CUDA_VISIBLE_DEVICES',
  'HIP_VISIBLE_DEVICES',
  'ROCR_VISIBLE_DEVICES',
]);

/** How many of the GPUs that a container has are left by a list of numbers; undefined when it is no such list or only partly right. */
const seenBy = (value: unknown, count: number): number | undefined => {
  if (typeof value !== 'string' || !/^(?:-1|\d+(?:,\d+)*)$/.test(value)) return undefined;
  const numbers = new Set(value.split(',').map(Number));
  const there = [...numbers].filter((each) => each >= 0 && each < count);
  return there.length === 0 || there.length === numbers.size ? there.length : undefined;
};
