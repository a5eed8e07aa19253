import { endedPython, endedSystem } from '../../data/support.ts';
import { archivedBases } from '../../image/archived-bases.ts';
import { ofDefault } from '../../project/judged-base.ts';
import { shippedBases } from '../../project/shipped-bases.ts';
import type { Rule } from '../rule.ts';
import docs from './python-eol.md' with { type: 'text' };

const rule: Rule = {
  id: 'python-eol',
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
      const python = endedPython(image);
      if (!python) continue;
      const archived = archivedBases(file, project).some((each) => each.image.text === image.text);
      const system = archived ? undefined : endedSystem(image);
      const below = system ? `, and its ${system.name} none since ${system.since}` : '';
      yield {
        at,
        message: ofDefault(
          base,
          `${python.name} has had no security fixes since ${python.since}${below}.`,
        ),
      };
    }
  },
};
export default rule;
