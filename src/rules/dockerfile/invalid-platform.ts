import { meantPlatform, platformError } from '../../data/platforms.ts';
import { replace } from '../../text/edit.ts';
import type { Rule } from '../rule.ts';
import docs from './invalid-platform.md' with { type: 'text' };

const rule: Rule = {
  id: 'invalid-platform',
  on: 'dockerfile',
  docs,
  severity: 'error',
  profile: 'recommended',
  concept: 'portability-limits-architecture',
  fix: 'suggested',
  about: ['--platform'],

  *check({ stages }) {
    for (const { from } of stages) {
      const value = from.flags.find(({ name }) => name === 'platform')?.value;
      if (!value || value.dynamic || value.text === '') continue;
      const error = platformError(value.text);
      if (!error) continue;
      const meant = meantPlatform(value.text);
      yield {
        at: value.span,
        message: `${value.text} is not a platform, so the build stops: ${error}.${meant ? ` Did you mean ${meant}?` : ''}`,
        ...(meant
          ? {
              fixes: [{ title: `Change to ${meant}`, edits: () => [replace(value.span, meant)] }],
            }
          : {}),
      };
    }
  },
};
export default rule;
