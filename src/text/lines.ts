import type { Span } from './span.ts';

/** Offsets of line starts, for turning offsets into lines and back; lines and columns count from 0. */
export interface Lines {
  readonly text: string;
  readonly starts: readonly number[];
}

/** The line index of a text; `\n`, `\r\n` and a lone `\r` end a line. */
export const linesOf = (text: string): Lines => {
  const starts = [0];
  if (!text.includes('\r')) {
    for (let i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1)) starts.push(i + 1);
    return { text, starts };
  }
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 10 || (code === 13 && text.charCodeAt(i + 1) !== 10)) starts.push(i + 1);
  }
  return { text, starts };
};

/** The line that holds `offset`, counted from 0. */
export const lineAt = ({ starts }: Lines, offset: number): number => {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
};

/** Line and column of an offset, both from 0, columns in UTF-16 units. */
export const positionAt = (lines: Lines, offset: number): { line: number; column: number } => {
  const line = lineAt(lines, offset);
  return { line, column: offset - (lines.starts[line] ?? 0) };
};

/** The offset of a line and column from 0; a column behind the line's end means its end. */
export const offsetAt = (lines: Lines, line: number, column: number): number => {
  const start = lines.starts[line] ?? lines.text.length;
  return Math.min(start + column, lineSpan(lines, line)[1]);
};

/** The span of a line without its line end. */
export const lineSpan = ({ text, starts }: Lines, line: number): Span => {
  const start = starts[line] ?? text.length;
  let end = starts[line + 1] ?? text.length;
  while (end > start && (text[end - 1] === '\n' || text[end - 1] === '\r')) end--;
  return [start, end];
};

/** The span of whole lines that hold `span`, with the last one's line end. */
export const wholeLines = (lines: Lines, span: Span): Span => {
  const first = lineAt(lines, span[0]);
  const last = lineAt(lines, Math.max(span[0], span[1] - 1));
  return [lines.starts[first] ?? 0, lines.starts[last + 1] ?? lines.text.length];
};

/** The line end that the text uses: that of its first line, or `\n`. */
export const lineEndOf = (text: string): '\n' | '\r\n' => {
  const first = text.indexOf('\n');
  return first > 0 && text[first - 1] === '\r' ? '\r\n' : '\n';
};
