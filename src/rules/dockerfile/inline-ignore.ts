import type { Span } from '../../text/span.ts';
import type { Rule } from '../rule.ts';
import docs from './inline-ignore.md' with { type: 'text' };

const rule: Rule = {
  id: 'inline-ignore',
  on: 'dockerfile',
  docs,
  severity: 'hint',
  profile: 'strict',
  concept: 'promote-and-ci',
  aka: ['hadolint/DL1001'],
  fix: 'none',

  *check({ comments }) {
    for (const { text, span } of comments) {
      const match = pragma.exec(text);
      if (!match) continue;
      const start = span[1] - text.length;
      const at: Span = [start, start + match[0].trimEnd().length];
      yield {
        at,
        message: `hadolint skips ${match[1]?.trim()} for the instruction below, and nobody sees it beside the other exceptions of the project.`,
      };
    }
  },
};
export default rule;

const pragma = /^hadolint[ \t]+ignore=[ \t]*(\w[\w,\-/. \t]*)/i;
