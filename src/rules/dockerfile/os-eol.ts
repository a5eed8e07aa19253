import { endedImage } from '../../data/ended-images.ts';
import { endedPython, endedSystem, paidSupport } from '../../data/support.ts';
import { archivedBases } from '../../image/archived-bases.ts';
import { ofDefault } from '../../project/judged-base.ts';
import { shippedBases } from '../../project/shipped-bases.ts';
import type { Rule } from '../rule.ts';
import docs from './os-eol.md' with { type: 'text' };

const rule: Rule = {
  id: 'os-eol',
  on: 'dockerfile',
  docs,
  severity: 'warning',
  profile: 'recommended',
  concept: 'from-base-image',
  fix: 'none',
  about: ['FROM'],

  *check(file, project) {
    for (const base of shippedBases(file, project)) {
      const { image, at } = base;
      const system = endedSystem(image);
      // One image is one problem: each of these asks for another one already.
      if (!system || endedPython(image) || endedImage(image) !== undefined) continue;
      if (archivedBases(file, project).some((each) => each.image.text === image.text)) continue;
      if (paidSupport.test(file.text)) continue;
      const paid = /^Ubuntu \d[02468]\.04/.test(system.name) ? ' except those of Ubuntu Pro' : '';
      yield {
        at,
        message: ofDefault(
          base,
          `${system.name} has had no security fixes since ${system.since}${paid}.`,
        ),
      };
    }
  },
};
export default rule;
