import type { Word } from '../word.ts';
import { type Logical, spanOf } from './logical.ts';

/** Blank, tab, line feed or carriage return, by its code. */
const isSpace = (code: number): boolean => code === 32 || code === 9 || code === 10 || code === 13;

const single = 39;
const double = 34;

/** Skips white space from `at`. */
export const skipSpace = ({ text }: Logical, at: number): number => {
  let i = at;
  while (i < text.length && isSpace(text.charCodeAt(i))) i++;
  return i;
};

/** The end of the word at `at`; quotes hold white space together when `quotes` is set. */
export const wordEnd = ({ text }: Logical, at: number, escape: string, quotes: boolean): number => {
  const escaping = escape.charCodeAt(0);
  let i = at;
  let quote = 0;
  for (; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (quote === 0 && isSpace(code)) break;
    if (code === escaping && quote !== single) i++;
    else if (quote !== 0) quote = code === quote ? 0 : quote;
    else if (quotes && (code === single || code === double)) quote = code;
  }
  return Math.min(i, text.length);
};

/** The word that stands at `[start, end)` of the joined text, with quotes and escapes taken away. */
export const wordAt = (logical: Logical, start: number, end: number, escape: string): Word => {
  const raw = logical.text.slice(start, end);
  const span = spanOf(logical, start, end);
  if (!/["'\\`$]/.test(raw)) return { text: raw, raw, span, dynamic: false };
  const { text, dynamic } = unquote(raw, escape);
  return { text, raw, span, dynamic };
};

const unquote = (raw: string, escape: string): { text: string; dynamic: boolean } => {
  let text = '';
  let quote = '';
  let dynamic = false;
  for (let i = 0; i < raw.length; i++) {
    const char = raw[i] ?? '';
    if (char === escape && quote !== "'" && i + 1 < raw.length) {
      const next = raw[i + 1] ?? '';
      if (quote === '"' && next !== '"' && next !== '$' && next !== escape) text += char;
      text += next;
      i++;
    } else if (quote ? char === quote : char === '"' || char === "'") quote = quote ? '' : char;
    else {
      if (char === '$' && quote !== "'" && /[A-Za-z_{(]/.test(raw[i + 1] ?? '')) dynamic = true;
      text += char;
    }
  }
  return { text, dynamic };
};

/** The words of the joined text from `at`, split at white space outside quotes. */
export const wordsFrom = (logical: Logical, at: number, escape: string): readonly Word[] => {
  const words: Word[] = [];
  for (let i = skipSpace(logical, at); i < logical.text.length; ) {
    const end = wordEnd(logical, i, escape, true);
    words.push(wordAt(logical, i, end, escape));
    i = skipSpace(logical, end);
  }
  return words;
};

/** Whether a text ends within quotes. */
export const isQuoted = (text: string): boolean => {
  let quote = '';
  for (let i = 0; i < text.length; i++) {
    const char = text[i] ?? '';
    if (char === '\\' && quote !== "'") i++;
    else if (quote) quote = char === quote ? '' : quote;
    else if (char === '"' || char === "'") quote = char;
  }
  return quote !== '';
};
