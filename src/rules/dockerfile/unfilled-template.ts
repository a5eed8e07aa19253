import type { Rule } from '../rule.ts';
import docs from './unfilled-template.md' with { type: 'text' };

const rule: Rule = {
  id: 'unfilled-template',
  on: 'dockerfile',
  docs,
  severity: 'info',
  profile: 'recommended',
  concept: 'from-base-image',
  fix: 'none',
  about: ['{{'],

  *check({ template }) {
    if (!template) return;
    yield {
      at: template,
      message:
        'This is a template of a Dockerfile, so it is not checked: check the file that is made of it.',
    };
  },
};
export default rule;
