import { askedBy } from '../../syntax/kubernetes/accelerator.ts';
import { put } from '../../syntax/kubernetes/fields.ts';
import { mend } from '../mend.ts';
import type { Rule } from '../rule.ts';
import docs from './several-gpu-shares.md' with { type: 'text' };

const rule: Rule = {
  id: 'several-gpu-shares',
  on: 'resource',
  docs,
  severity: 'warning',
  profile: 'recommended',
  concept: 'gpu-scheduling',
  fix: 'suggested',
  about: ['pods'],
  anyPod: true,

  *check(resource) {
    for (const { path, name } of resource.containers()) {
      const asked = askedBy(resource, path).find((each) => each.name === 'nvidia.com/gpu.shared');
      if (!asked || asked.count < 2) continue;
      yield {
        at: resource.at(asked.path),
        message: `Container ${name} asks for ${asked.count} shares of a GPU and gets no more of it than with one: a share is a turn on the GPU, no part of its memory or speed.`,
        ...mend('Ask for one share', put(resource, asked.path, '1')),
      };
    }
  },
};
export default rule;
