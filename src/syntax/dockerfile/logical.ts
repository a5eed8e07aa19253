import type { Span } from '../../text/span.ts';

/** An instruction's text with continuations joined and comment lines dropped, and where each piece came from. */
export interface Logical {
  readonly text: string;
  readonly pieces: readonly Piece[];
}

interface Piece {
  /** Offset in the joined text. */
  readonly at: number;
  /** Offset in the file. */
  readonly source: number;
}

/** The logical text and the offset in the file behind its last physical line. */
export interface LogicalRead {
  readonly logical: Logical;
  readonly end: number;
}

/** Reads the logical line that starts at `start`, at most to `limit`. */
export const readLogical = (
  text: string,
  start: number,
  limit: number,
  escape: string,
): LogicalRead => {
  const pieces: Piece[] = [];
  let joined = '';
  let at = start;
  let end = start;
  for (;;) {
    let lineEnd = text.indexOf('\n', at);
    const next = lineEnd < 0 || lineEnd >= limit ? limit : lineEnd + 1;
    if (lineEnd < 0 || lineEnd > limit) lineEnd = limit;
    if (lineEnd > at && text[lineEnd - 1] === '\r') lineEnd--;
    const first = pieces.length === 0;
    const skipped = !first && isSkipped(text, at, lineEnd);
    const cut = skipped ? at : continuationAt(text, at, lineEnd, escape);
    if (!skipped) {
      pieces.push({ at: joined.length, source: at });
      joined += text.slice(at, cut < 0 ? lineEnd : cut);
      end = cut < 0 ? lineEnd : cut;
    }
    at = next;
    if (cut < 0 || at >= limit) break;
  }
  return { logical: { text: joined, pieces }, end: Math.max(end, at >= limit ? limit : end) };
};

/** The lines of a here-document, with `\n` at their ends whatever the file has. */
export const readLines = (text: string, [start, end]: Span): Logical => {
  const pieces: Piece[] = [];
  let joined = '';
  for (let at = start; at < end; ) {
    const found = text.indexOf('\n', at);
    const next = found < 0 || found >= end ? end : found + 1;
    pieces.push({ at: joined.length, source: at });
    joined += text.slice(at, next).replace(/\r\n$/, '\n');
    at = next;
  }
  return { text: joined, pieces };
};

/** Blank or tab, by its code. */
const isBlank = (code: number): boolean => code === 32 || code === 9;

const isSkipped = (text: string, from: number, to: number): boolean => {
  let i = from;
  while (i < to && isBlank(text.charCodeAt(i))) i++;
  return i >= to || text[i] === '#';
};

/** Where the escape character of a continued line stands, or -1; a doubled one continues nothing, as in BuildKit. */
const continuationAt = (text: string, from: number, to: number, escape: string): number => {
  let i = to - 1;
  while (i >= from && isBlank(text.charCodeAt(i))) i--;
  if (i < from || text[i] !== escape) return -1;
  return i > from && text[i - 1] === escape ? -1 : i;
};

/** The offset in the file of a character of the joined text. */
export const sourceOf = ({ pieces }: Logical, at: number): number => {
  const only = pieces[0];
  if (pieces.length === 1 && only) return only.source + at - only.at;
  let low = 0;
  let high = pieces.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((pieces[middle]?.at ?? 0) <= at) low = middle;
    else high = middle - 1;
  }
  const piece = pieces[low];
  return piece ? piece.source + at - piece.at : at;
};

/** The span in the file of a span of the joined text; it ends right behind its last character. */
export const spanOf = (logical: Logical, start: number, end: number): Span => {
  const from = sourceOf(logical, start);
  return [from, end > start ? sourceOf(logical, end - 1) + 1 : from];
};
