import { replace } from '../../text/edit.ts';
import type { Rule } from '../rule.ts';
import docs from './as-casing.md' with { type: 'text' };

const rule: Rule = {
  id: 'as-casing',
  on: 'dockerfile',
  docs,
  severity: 'hint',
  profile: 'recommended',
  concept: 'from-base-image',
  aka: ['buildkit/FromAsCasing'],
  fix: 'safe',
  oncePerFile: true,
  about: ['AS'],

  *check({ stages }) {
    for (const { from } of stages) {
      const { as, word } = from;
      if (as?.raw.toUpperCase() !== 'AS') continue;
      const upper = word.raw === word.raw.toUpperCase();
      // FROM in mixed letters gives no example to follow.
      if (!upper && word.raw !== word.raw.toLowerCase()) continue;
      const wanted = upper ? 'AS' : 'as';
      if (as.raw === wanted) continue;
      yield {
        at: as.span,
        message: `${as.raw} is written in other letters than ${word.raw}.`,
        fixes: [{ title: `Write ${wanted}`, safe: true, edits: () => [replace(as.span, wanted)] }],
      };
    }
  },
};
export default rule;
