import type { Rule } from '../rule.ts';
import docs from './base-image-without-digest.md' with { type: 'text' };

const rule: Rule = {
  id: 'base-image-without-digest',
  on: 'dockerfile',
  docs,
  severity: 'info',
  profile: 'strict',
  concept: 'tag-digest',
  fix: 'none',
  about: ['FROM'],

  *check({ stages }) {
    for (const { from, image } of stages) {
      const word = from.image;
      // unpinned-base-image asks for a tag first.
      if (!word || word.dynamic || !image?.tag || image.tag === 'latest' || image.digest) continue;
      yield {
        at: word.span,
        message: `The tag ${image.text} is moved to newer images; with a digest behind it every build starts from the same one.`,
      };
    }
  },
};
export default rule;
