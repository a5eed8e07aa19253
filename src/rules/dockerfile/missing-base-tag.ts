import { wrongCudaTag } from '../../data/cuda.ts';
import { replace } from '../../text/edit.ts';
import { imageName } from '../../text/image.ts';
import type { Rule } from '../rule.ts';
import docs from './missing-base-tag.md' with { type: 'text' };

const rule: Rule = {
  id: 'missing-base-tag',
  on: 'dockerfile',
  docs,
  severity: 'error',
  profile: 'recommended',
  concept: 'tag-digest',
  fix: 'suggested',
  about: ['FROM'],
  holds: ['cuda'],

  *check({ stages }) {
    const said = new Set<string>();
    for (const { from, image } of stages) {
      const word = from.image;
      const wrong = image && wrongCudaTag(image);
      if (!word || word.dynamic || !image || !wrong || said.has(image.text)) continue;
      said.add(image.text);
      const { meant, why } = wrong;
      const start = word.span[1] - (image.tag ?? '').length;
      yield {
        at: word.span,
        message: `${imageName(image)} has no tag ${image.tag}, so this FROM fails with "not found": ${why}.`,
        ...(meant !== undefined && word.text.endsWith(`:${image.tag}`)
          ? {
              fixes: [
                {
                  title: `Write ${meant}`,
                  edits: () => [replace([start, word.span[1]], meant)],
                },
              ],
            }
          : {}),
      };
    }
  },
};
export default rule;
