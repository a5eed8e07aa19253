import { hadolintComment } from '../syntax/dockerfile/hadolint-comment.ts';
import { type Edit, insert } from '../text/edit.ts';
import { lineAt, lineEndOf, lineSpan, linesOf } from '../text/lines.ts';
import type { Diagnostic } from './diagnostic.ts';

const list = /^[ \t]*#[ \t]*seaworthy[ \t]+ignore=[\w\-/.,]+/;

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
    const above = text.slice(before, end);
    const known = list.exec(above)?.[0];
    if (known !== undefined) return insert(before + known.length, `,${diagnostic.rule.id}`);
    const blank = /^[ \t]*#[ \t]*/.exec(above)?.[0] ?? '';
    const [theirs, scope, codes] = hadolintComment.exec(above.slice(blank.length)) ?? [];
    if (theirs !== undefined && scope === undefined && codes !== undefined) {
      const name = hadolintName(diagnostic);
      const behind = before + blank.length + theirs.indexOf(codes) + codes.length;
      // A comment in between would take theirs its effect.
      return name === undefined
        ? insert(before, own(text, before, diagnostic))
        : insert(behind, `,${name}`);
    }
  }
  return insert(begin, own(text, begin, diagnostic));
};

/** Our comment as a line of its own, as far in as the line that begins at `begin`. */
const own = (text: string, begin: number, { rule }: Diagnostic): string =>
  `${/^[ \t]*/.exec(text.slice(begin, begin + 200))?.[0] ?? ''}# seaworthy ignore=${rule.id}${lineEndOf(text)}`;

const hadolintName = ({ rule, aka = rule.aka ?? [] }: Diagnostic): string | undefined =>
  aka.find((alias) => alias.startsWith('hadolint/'))?.slice('hadolint/'.length);
