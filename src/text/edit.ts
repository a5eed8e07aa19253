import type { Span } from './span.ts';

/** Replaces `span` by `text`; `path` names another file than the one the finding stands in. */
export interface Edit {
  readonly span: Span;
  readonly text: string;
  readonly path?: string;
}

/** An edit that adds `text` at `offset`. */
export const insert = (offset: number, text: string): Edit => ({ span: [offset, offset], text });

/** An edit that puts `text` in place of `span`. */
export const replace = (span: Span, text: string): Edit => ({ span, text });

/** An edit that deletes `span`. */
export const remove = (span: Span): Edit => ({ span, text: '' });

const byStart = (a: Edit, b: Edit): number => a.span[0] - b.span[0] || a.span[1] - b.span[1];

/** Whether no two edits touch the same characters; several insertions at one offset are a conflict. */
export const compatible = (edits: readonly Edit[]): boolean => {
  const sorted = [...edits].sort(byStart);
  return sorted.every((edit, i) => {
    const before = sorted[i - 1];
    if (!before || before.path !== edit.path) return true;
    return (
      before.span[1] < edit.span[0] || (before.span[1] === edit.span[0] && !empty(before, edit))
    );
  });
};

const empty = (a: Edit, b: Edit): boolean => a.span[0] === a.span[1] || b.span[0] === b.span[1];

/** Adds edits to a list in order of offset when they touch nothing there or each other; says whether they were added. */
export const addCompatible = (sorted: Edit[], edits: readonly Edit[]): boolean => {
  const fits = (edit: Edit): boolean => {
    const at = placeIn(sorted, edit);
    return compatible([...sorted.slice(Math.max(0, at - 1), at + 1), edit]);
  };
  if (!compatible(edits) || !edits.every(fits)) return false;
  for (const edit of edits) sorted.splice(placeIn(sorted, edit), 0, edit);
  return true;
};

const placeIn = (sorted: readonly Edit[], edit: Edit): number => {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const other = sorted[middle];
    if (other && byStart(other, edit) <= 0) low = middle + 1;
    else high = middle;
  }
  return low;
};

/** The text with the edits of one file applied; edits must be compatible and are applied in order of offset. */
export const apply = (text: string, edits: readonly Edit[]): string => {
  let result = '';
  let at = 0;
  for (const edit of [...edits].sort(byStart)) {
    result += text.slice(at, edit.span[0]) + edit.text;
    at = edit.span[1];
  }
  return result + text.slice(at);
};
