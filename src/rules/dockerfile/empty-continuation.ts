import { remove } from '../../text/edit.ts';
import { type Lines, lineAt, lineSpan, wholeLines } from '../../text/lines.ts';
import type { Span } from '../../text/span.ts';
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

  *check({ instructions, lines, text, escape, swallowed }) {
    for (const { by, cut, keyword, owner } of swallowed)
      yield {
        at: by,
        message: `This ${escape} continues the line, so the ${keyword} below becomes a part of this ${owner}.`,
        aka: [],
        fixes: [{ title: `Remove the ${escape}`, edits: () => [remove(cut)] }],
      };
    for (const instruction of instructions) {
      const { span } = instruction;
      const lineEnd = text.indexOf('\n', span[0]);
      if (lineEnd < 0 || lineEnd >= span[1]) continue;
      const heredocs = 'heredocs' in instruction ? instruction.heredocs : [];
      const whole: Span = [span[0], heredocs[0]?.body[0] ?? span[1]];
      if (!/\n[ \t]*\r?\n/.test(text.slice(...whole))) continue;
      const empty = emptyLines(lines(), whole);
      const [first] = empty;
      if (!first) continue;
      yield {
        at: first,
        message:
          'An empty line in a continued instruction will be an error in a later version of Docker.',
        fixes: [
          {
            title: empty.length > 1 ? 'Delete the empty lines' : 'Delete the empty line',
            safe: true,
            edits: () => empty.map((each) => remove(each)),
          },
        ],
      };
    }
  },
};
export default rule;

/** The empty lines between the first and the last line of a span, with their ends. */
const emptyLines = (lines: Lines, [start, end]: Span): readonly Span[] => {
  const found: Span[] = [];
  const last = lineAt(lines, Math.max(start, end - 1));
  for (let line = lineAt(lines, start) + 1; line < last; line++) {
    const span = lineSpan(lines, line);
    if (lines.text.slice(...span).trim() === '') found.push(wholeLines(lines, span));
  }
  return found;
};
