import { type Edit, remove } from '../../text/edit.ts';
import type { Word } from '../word.ts';

/** The edit that takes words out of a line of words, with the blanks and line ends before them. */
export const without = (words: readonly Word[], first: Word, last = first): Edit => {
  const before = words[words.indexOf(first) - 1];
  return remove([before?.span[1] ?? first.span[0], last.span[1]]);
};
