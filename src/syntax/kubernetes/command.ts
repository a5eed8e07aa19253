import type { Span } from '../../text/span.ts';
import type { KeyPath, Resource } from './model.ts';

/** A word of `command` or `args`. */
export interface Word {
  readonly text: string;
  readonly at: Span;
}

/** The words of a container's `command` and `args`; undefined when one is not known. */
export const commandWords = (
  resource: Resource,
  container: KeyPath,
): readonly Word[] | undefined => {
  const words: Word[] = [];
  for (const part of ['command', 'args']) {
    const path = [...container, part];
    const list = resource.get(path);
    if (list === undefined && !resource.key(path)) continue;
    if (!Array.isArray(list)) return undefined;
    for (const i of list.keys()) {
      const text = resource.get([...path, i]);
      if (typeof text !== 'string' && typeof text !== 'number') return undefined;
      words.push({ text: String(text), at: resource.at([...path, i]) });
    }
  }
  return words;
};

/** The words of a container's `command` and `args` in one line; empty when one is not known. */
export const commandText = (resource: Resource, container: KeyPath): string =>
  (commandWords(resource, container) ?? []).map(({ text }) => text).join(' ');

/** A number that a flag sets. */
export interface FlagNumber {
  readonly value: number;
  /** The digits, or the word that holds them. */
  readonly at: Span;
}

/** The whole numbers that one of the flags sets: `--size 4` or `--size=4`, also inside the text of a shell. */
export const flagNumbers = (
  resource: Resource,
  words: readonly Word[],
  ...flags: readonly string[]
): readonly FlagNumber[] =>
  words.flatMap(({ text, at }, i) => {
    const next = words[i + 1];
    if (flags.includes(text))
      return next && /^\d+$/.test(next.text)
        ? [{ value: Number(next.text), at: digitsIn(resource, next.at, next.text, next.text) }]
        : [];
    return flags.flatMap((flag) =>
      !text.includes(flag)
        ? []
        : [...text.matchAll(new RegExp(`(?:^|\\s)${flag}[= ]+(\\d+)(?![\\w.])`, 'g'))].map(
            (match) => ({
              value: Number(match[1]),
              at: digitsIn(resource, at, match[0].trim(), match[1] ?? ''),
            }),
          ),
    );
  });

/** The span of digits at the end of a piece of a word; the whole word when it is written in another way. */
export const digitsIn = (resource: Resource, at: Span, piece: string, digits: string): Span => {
  const start = resource.text.slice(...at).indexOf(piece);
  if (start < 0) return at;
  const end = at[0] + start + piece.length;
  return [end - digits.length, end];
};
