import { replace } from '../../text/edit.ts';
import type { Rule } from '../rule.ts';
import docs from './instruction-casing.md' with { type: 'text' };

const rule: Rule = {
  id: 'instruction-casing',
  on: 'dockerfile',
  docs,
  severity: 'hint',
  profile: 'recommended',
  concept: 'from-base-image',
  aka: ['buildkit/ConsistentInstructionCasing'],
  fix: 'safe',

  *check({ instructions }) {
    if (instructions.every(({ word, keyword }) => word.raw === keyword)) return;
    const known = instructions.filter(({ keyword }) => keyword !== 'UNKNOWN');
    const lower = known.filter(({ word }) => word.raw === word.raw.toLowerCase()).length;
    const upper = known.filter(({ word }) => word.raw === word.raw.toUpperCase()).length;
    const wanted = (text: string): string =>
      lower > upper ? text.toLowerCase() : text.toUpperCase();
    for (const { word } of known) {
      const right = wanted(word.raw);
      if (word.raw === right) continue;
      yield {
        at: word.span,
        message: `${word.raw} is written in other letters than most instructions of this file.`,
        fixes: [{ title: `Write ${right}`, safe: true, edits: () => [replace(word.span, right)] }],
      };
    }
  },
};
export default rule;
