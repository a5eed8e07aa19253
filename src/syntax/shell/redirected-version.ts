import type { Word } from '../word.ts';

/** The bounds of a version that stand unquoted right after a word: `>=1.0,<2`. */
export const boundsAfter = (text: string, { span: [, end] }: Word): string | undefined => {
  const next = text[end];
  if (next !== '>' && next !== '<') return undefined;
  return /^[<>]=?\d[\w.*+]*(?:,(?:[<>~!=]=?|===)\d[\w.*+]*)*(?=[\s;&|)]|$)/.exec(
    text.slice(end, end + 200),
  )?.[0];
};
