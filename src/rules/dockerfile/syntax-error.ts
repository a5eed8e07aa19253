import { replace } from '../../text/edit.ts';
import type { Rule } from '../rule.ts';
import docs from './syntax-error.md' with { type: 'text' };

const rule: Rule = {
  id: 'syntax-error',
  on: 'dockerfile',
  docs,
  severity: 'error',
  profile: 'recommended',
  concept: 'from-base-image',
  fix: 'suggested',

  *check({ problems }) {
    for (const { kind, span, message, instead } of problems) {
      if (kind !== 'syntax') continue;
      const fixes = instead
        ? [{ title: `Write ${instead}`, edits: () => [replace(span, instead)] }]
        : [];
      yield { at: span, message, fixes };
    }
  },
};
export default rule;
