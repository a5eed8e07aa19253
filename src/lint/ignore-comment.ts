import { type Edit, insert } from '../text/edit.ts';
import { lineAt, lineEndOf, lineSpan, linesOf } from '../text/lines.ts';
import type { Diagnostic } from './diagnostic.ts';

const list = /^([ \t]*#[ \t]*(seaworthy|hadolint)[ \t]+ignore=[\w\-/.,]+)/;

/**
 * The edit that adds a finding's rule to the ignore comment above it, or writes that comment; `start` is where what holds the
 * finding begins: a Dockerfile's instruction, or the finding itself.
 */
export const ignoreComment = (text: string, diagnostic: Diagnostic, start: number): Edit => {
  const lines = linesOf(text);
  const line = lineAt(lines, start);
  const [begin] = lineSpan(lines, line);
  if (line > 0) {
    const [before, end] = lineSpan(lines, line - 1);
    const [, known, tool] = list.exec(text.slice(before, end)) ?? [];
    // hadolint passes over a list that holds a name other than its own.
    const name = tool === 'hadolint' ? hadolintName(diagnostic) : diagnostic.rule.id;
    if (known !== undefined && name !== undefined) return insert(before + known.length, `,${name}`);
  }
  const indent = /^[ \t]*/.exec(text.slice(begin, start))?.[0] ?? '';
  return insert(begin, `${indent}# seaworthy ignore=${diagnostic.rule.id}${lineEndOf(text)}`);
};

const hadolintName = ({ rule, aka = rule.aka ?? [] }: Diagnostic): string | undefined =>
  aka.find((alias) => alias.startsWith('hadolint/'))?.slice('hadolint/'.length);
