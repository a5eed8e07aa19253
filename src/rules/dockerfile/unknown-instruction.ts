import { replace } from '../../text/edit.ts';
import type { Rule } from '../rule.ts';
import docs from './unknown-instruction.md' with { type: 'text' };

const rule: Rule = {
  id: 'unknown-instruction',
  on: 'dockerfile',
  docs,
  severity: 'error',
  profile: 'recommended',
  concept: 'from-base-image',
  aka: ['hadolint/DL1000'],
  fix: 'suggested',

  *check({ problems }) {
    for (const { kind, span, message, instead } of problems) {
      if (kind !== 'unknown-instruction') continue;
      const fixes = instead
        ? [{ title: `Write ${instead}`, edits: () => [replace(span, instead)] }]
        : [];
      yield { at: span, message, fixes };
    }
  },
};
export default rule;
