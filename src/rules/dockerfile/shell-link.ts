import { commandsOf } from '../../syntax/dockerfile/select.ts';
import type { Rule } from '../rule.ts';
import docs from './shell-link.md' with { type: 'text' };

const rule: Rule = {
  id: 'shell-link',
  on: 'dockerfile',
  docs,
  severity: 'warning',
  profile: 'recommended',
  concept: 'run-build-time',
  aka: ['hadolint/DL4005'],
  fix: 'none',
  about: ['ln'],

  *check(file) {
    for (const { name, words, span } of commandsOf(file)) {
      if (name !== 'ln' || words.at(-1)?.text !== '/bin/sh') continue;
      yield {
        at: span,
        message:
          'This replaces /bin/sh for every program in the image; SHELL changes it for the build alone.',
      };
    }
  },
};
export default rule;
