import type { Word } from '../word.ts';
import { type Logical, spanOf } from './logical.ts';
import { skipSpace } from './words.ts';

/** What a JSON form holds: its strings, or nothing when Docker would read it as shell text. */
export interface JsonForm {
  readonly words: readonly Word[];
  readonly valid: boolean;
}

/** Reads the JSON array of strings at `at`; undefined when there is no `[`. */
export const jsonForm = (logical: Logical, at: number): JsonForm | undefined => {
  const { text } = logical;
  let i = skipSpace(logical, at);
  if (text[i] !== '[') return undefined;
  const words: Word[] = [];
  const invalid: JsonForm = { words, valid: false };
  i = skipSpace(logical, i + 1);
  while (text[i] !== ']') {
    if (text[i] !== '"') return invalid;
    const end = stringEnd(text, i);
    const raw = text.slice(i, end);
    const value = decode(raw);
    if (value === undefined) return invalid;
    words.push({
      text: value,
      raw,
      span: spanOf(logical, i, end),
      dynamic: /\$[A-Za-z_{(]/.test(value),
    });
    i = skipSpace(logical, end);
    if (text[i] === ']') break;
    if (text[i] !== ',') return invalid;
    i = skipSpace(logical, i + 1);
    if (text[i] === ']') return invalid;
  }
  return { words, valid: skipSpace(logical, i + 1) >= text.length };
};

const stringEnd = (text: string, start: number): number => {
  let i = start + 1;
  while (i < text.length && text[i] !== '"') i += text[i] === '\\' ? 2 : 1;
  return Math.min(i + 1, text.length);
};

const decode = (raw: string): string | undefined => {
  try {
    const value: unknown = JSON.parse(raw);
    return typeof value === 'string' ? value : undefined;
  } catch {
    return undefined;
  }
};
