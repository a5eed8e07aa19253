import { remove } from '../../text/edit.ts';
import { lineAt, lineSpan, wholeLines } from '../../text/lines.ts';
import type { Rule } from '../rule.ts';
import docs from './empty-continuation.md' with { type: 'text' };

const rule: Rule = {
  id: 'empty-continuation',
  on: 'dockerfile',
  docs,
  severity: 'warning',
  profile: 'recommended',
  concept: 'run-build-time',
  aka: ['buildkit/NoEmptyContinuation'],
  fix: 'safe',

  *check({ instructions, lines: lazyLines, text }) {
    for (const instruction of instructions) {
      const [start, stop] = instruction.span;
      const lineEnd = text.indexOf('\n', start);
      if (lineEnd < 0 || lineEnd >= stop || !/\n[ \t]*\r?\n/.test(text.slice(start, stop)))
        continue;
      const lines = lazyLines();
      const heredocs = 'heredocs' in instruction ? instruction.heredocs : [];
      const end = heredocs[0]?.body[0] ?? instruction.span[1];
      const last = lineAt(lines, Math.max(instruction.span[0], end - 1));
      for (let line = lineAt(lines, instruction.span[0]) + 1; line < last; line++) {
        const span = lineSpan(lines, line);
        if (text.slice(...span).trim() !== '') continue;
        const whole = wholeLines(lines, span);
        yield {
          at: [span[0], Math.max(span[1], whole[1])],
          message:
            'An empty line in a continued instruction will be an error in a later version of Docker.',
          fixes: [{ title: 'Delete the empty line', safe: true, edits: () => [remove(whole)] }],
        };
      }
    }
  },
};
export default rule;
