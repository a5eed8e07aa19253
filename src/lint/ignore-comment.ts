import { type Edit, insert } from '../text/edit.ts';
import { lineAt, lineEndOf, lineSpan, linesOf } from '../text/lines.ts';
import type { Diagnostic } from './diagnostic.ts';

const ours = /^([ \t]*#[ \t]*(?:seaworthy[ \t]+ignore|hadolint[ \t]+ignore)=[\w\-/.,]+)/;

/** The edit that adds the finding's rule to the ignore comment above it, or writes that comment. */
export const ignoreComment = (
  text: string,
  { rule, at }: Diagnostic,
  dockerfile: boolean,
): Edit => {
  const lines = linesOf(text);
  let line = lineAt(lines, at[0]);
  // In a Dockerfile the comment stands above the whole instruction.
  while (dockerfile && line > 0 && continues(text.slice(...lineSpan(lines, line - 1)))) line--;
  const [start] = lineSpan(lines, line);
  if (line > 0) {
    const [before, end] = lineSpan(lines, line - 1);
    const known = ours.exec(text.slice(before, end))?.[1];
    if (known) return insert(before + known.length, `,${rule.id}`);
  }
  const indent = /^[ \t]*/.exec(text.slice(start, at[0]))?.[0] ?? '';
  return insert(start, `${indent}# seaworthy ignore=${rule.id}${lineEndOf(text)}`);
};

const continues = (line: string): boolean =>
  /\\[ \t]*$/.test(line) || (/^[ \t]*#.*\\?$/.test(line) === false && /`[ \t]*$/.test(line));
