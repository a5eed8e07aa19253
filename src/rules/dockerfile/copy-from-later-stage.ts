import { originsOf } from '../../syntax/dockerfile/origins.ts';
import type { Rule } from '../rule.ts';
import docs from './copy-from-later-stage.md' with { type: 'text' };

const rule: Rule = {
  id: 'copy-from-later-stage',
  on: 'dockerfile',
  docs,
  severity: 'info',
  profile: 'strict',
  concept: 'copy-and-context',
  aka: ['hadolint/DL3022'],
  fix: 'none',
  about: ['--from'],

  *check(file) {
    for (const { kind, text, at } of originsOf(file)) {
      if (kind !== 'later') continue;
      yield {
        at,
        message: `The stage ${text} stands below this one; BuildKit builds it first, other builders look only above.`,
      };
    }
  },
};
export default rule;
