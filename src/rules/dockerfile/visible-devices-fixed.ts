import { shippedBy } from '../../syntax/dockerfile/programs.ts';
import type { Rule } from '../rule.ts';
import docs from './visible-devices-fixed.md' with { type: 'text' };

const rule: Rule = {
  id: 'visible-devices-fixed',
  on: 'dockerfile',
  docs,
  severity: 'info',
  profile: 'recommended',
  concept: 'gpu-scheduling',
  fix: 'none',
  about: ['ENV'],
  holds: ['VISIBLE_DEVICES'],

  *check(file) {
    for (const instruction of shippedBy(file)) {
      if (instruction.keyword !== 'ENV') continue;
      for (const { key, value, span } of instruction.pairs) {
        if (!names.has(key.text) || !value || value.dynamic || !fixed.test(value.text)) continue;
        yield {
          at: span,
          message: `${key.text}=${value.text} names the GPUs of one machine; on a node with others the model does not see those it is given.`,
        };
      }
    }
  },
};
export default rule;

const names: ReadonlySet<string> = new Set([
  'NVIDIA_VISIBLE_DEVICES',
  'CUDA_VISIBLE_DEVICES',
  'HIP_VISIBLE_DEVICES',
  'ROCR_VISIBLE_DEVICES',
]);

/** Numbers or ids of devices; `0` is the first one that a container was given, and `-1`, `all`, `none` and `void` name none in particular. */
const fixed = /^(?:(?!0$)\d+(?:,\d+)*|(?:GPU|MIG)-[\w,/-]+)$/;
