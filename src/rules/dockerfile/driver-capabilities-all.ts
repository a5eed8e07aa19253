import { shippedBy } from '../../syntax/dockerfile/programs.ts';
import { requote } from '../../syntax/word.ts';
import { replace } from '../../text/edit.ts';
import type { Rule } from '../rule.ts';
import docs from './driver-capabilities-all.md' with { type: 'text' };

const rule: Rule = {
  id: 'driver-capabilities-all',
  on: 'dockerfile',
  docs,
  severity: 'info',
  profile: 'strict',
  concept: 'gpu-scheduling',
  fix: 'suggested',
  about: ['ENV'],

  *check(file) {
    for (const instruction of shippedBy(file)) {
      if (instruction.keyword !== 'ENV') continue;
      for (const { key, value } of instruction.pairs) {
        if (key.text !== 'NVIDIA_DRIVER_CAPABILITIES' || value?.text !== 'all') continue;
        yield {
          at: value.span,
          message:
            "all brings the GPU driver's libraries for graphics, video and displays into the container; a model needs compute and utility.",
          fixes: [
            {
              title: 'Write compute,utility',
              edits: () => [replace(value.span, requote(value, 'compute,utility'))],
            },
          ],
        };
      }
    }
  },
};
export default rule;
