import type { Span } from '../text/span.ts';

/** One word of a Dockerfile or a shell command. */
export interface Word {
  /** The value without quotes and escapes; variables stay as written. */
  readonly text: string;
  /** The source with quotes, as it stands in the file less line continuations. */
  readonly raw: string;
  readonly span: Span;
  /** Holds a variable, a command substitution or a template: its value is not known from the word alone. */
  readonly dynamic: boolean;
}

/** The source of a new word in the quotes of the old one. */
export const requote = (old: Word, text: string): string => {
  const quote = old.raw[0];
  if (quote === '"') return JSON.stringify(text);
  return quote === "'" ? `'${text}'` : text;
};
