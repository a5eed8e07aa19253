import { replace } from '../../text/edit.ts';
import type { Rule } from '../rule.ts';
import docs from './syntax-error.md' with { type: 'text' };

const names = {
  port: 'hadolint/DL3011',
  onbuild: 'hadolint/DL3043',
  order: 'hadolint/DL3061',
} as const;

const rule: Rule = {
  id: 'syntax-error',
  on: 'dockerfile',
  docs,
  severity: 'error',
  profile: 'recommended',
  concept: 'from-base-image',
  aka: [...Object.values(names), 'hadolint/DL1000'],
  fix: 'suggested',

  *check({ problems }) {
    for (const { kind, span, message, instead, about } of problems) {
      if (kind !== 'syntax') continue;
      const fixes = instead
        ? [{ title: `Write ${instead}`, edits: () => [replace(span, instead)] }]
        : [];
      // hadolint takes a broken JSON array for shell form, as Docker does.
      const name = about === 'json' ? undefined : about ? names[about] : 'hadolint/DL1000';
      yield { at: span, message, aka: name ? [name] : [], fixes };
    }
  },
};
export default rule;
