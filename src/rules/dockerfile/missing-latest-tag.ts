import { lacksLatest } from '../../data/cuda.ts';
import { imageName } from '../../text/image.ts';
import type { Rule } from '../rule.ts';
import docs from './missing-latest-tag.md' with { type: 'text' };

const rule: Rule = {
  id: 'missing-latest-tag',
  on: 'dockerfile',
  docs,
  severity: 'error',
  profile: 'recommended',
  concept: 'tag-digest',
  like: ['hadolint/DL3006', 'hadolint/DL3007'],
  fix: 'none',
  about: ['FROM'],

  *check({ stages }) {
    const said = new Set<string>();
    for (const { from, image } of stages) {
      const word = from.image;
      if (!word || word.dynamic || !image || said.has(image.text) || !lacksLatest(image)) continue;
      said.add(image.text);
      const name = imageName(image);
      yield {
        at: word.span,
        message: `${name} has no tag latest, so this FROM fails with "manifest unknown".`,
      };
    }
  },
};
export default rule;
