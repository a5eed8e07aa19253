/** Words as a sentence lists them: `a, b and c`. */
export const listed = (words: readonly string[]): string =>
  words.length > 1 ? `${words.slice(0, -1).join(', ')} and ${words.at(-1)}` : (words[0] ?? '');

/** A text with a capital first: the start of a sentence. */
export const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);

/** A text of a file without control characters, which must not reach a terminal. */
export const withoutControls = (text: string): string => text.replace(/\p{Cc}/gu, ' ');
