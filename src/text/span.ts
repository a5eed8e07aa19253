/** A half-open range `[start, end)` in UTF-16 code units from the start of the file. */
export type Span = readonly [start: number, end: number];

/** Whether `offset` lies in the span or at its end (where a caret behind a word stands). */
export const touches = ([start, end]: Span, offset: number): boolean =>
  offset >= start && offset <= end;

/** Whether two spans share a character, or an empty one lies within or at the edge of the other. */
export const overlaps = (a: Span, b: Span): boolean =>
  a[0] < b[1] && b[0] < a[1] ? true : touches(a, b[0]) && touches(b, a[0]);

/** The smallest span that holds both. */
export const join = (a: Span, b: Span): Span => [Math.min(a[0], b[0]), Math.max(a[1], b[1])];

/** The text of a span. */
export const slice = (text: string, [start, end]: Span): string => text.slice(start, end);

/** The number of blanks directly before an offset. */
export const blanksBefore = (text: string, offset: number): number => {
  let at = offset;
  while (at > 0 && (text[at - 1] === ' ' || text[at - 1] === '\t')) at--;
  return offset - at;
};
