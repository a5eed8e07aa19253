import { hadolintComment } from '../../syntax/dockerfile/hadolint-comment.ts';
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
      const [whole, scope, codes] = hadolintComment.exec(text) ?? [];
      if (whole === undefined || scope || codes === undefined) continue;
      const start = span[1] - text.length;
      const at: Span = [start, start + whole.indexOf(codes) + codes.length];
      yield {
        at,
        message: `hadolint skips ${codes} for the instruction below, and nobody sees it beside the other exceptions of the project.`,
      };
    }
  },
};
export default rule;
