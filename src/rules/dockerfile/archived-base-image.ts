import { endedImage } from '../../data/ended-images.ts';
import { ofDefault } from '../../project/judged-base.ts';
import { shippedBases } from '../../project/shipped-bases.ts';
import type { Rule } from '../rule.ts';
import docs from './archived-base-image.md' with { type: 'text' };

const rule: Rule = {
  id: 'archived-base-image',
  on: 'dockerfile',
  docs,
  severity: 'warning',
  profile: 'recommended',
  concept: 'from-base-image',
  fix: 'none',
  about: ['FROM'],

  *check(file, project) {
    for (const base of shippedBases(file, project)) {
      const message = endedImage(base.image);
      if (message !== undefined) yield { at: base.at, message: ofDefault(base, message) };
    }
  },
};
export default rule;
