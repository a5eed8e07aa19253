import type { Word } from '../word.ts';

/** A command line split into operands and options, by a table of the options that take a value. */
export interface Options {
  /** Words that are neither options nor their values. */
  readonly operands: readonly Word[];
  /** Option names as written, with their value words; `--a=b` gives the value's text. */
  readonly options: ReadonlyMap<string, readonly OptionValue[]>;
}

export interface OptionValue {
  readonly word: Word;
  /** The value, when the option has one. */
  readonly text?: string;
  readonly value?: Word;
}

/** Splits `words`; an option in `valued` takes the next word, also the last of a bundle such as `-mu 1000`, or the rest of a short one such as `-rreq.txt`. */
export const splitOptions = (words: readonly Word[], valued: ReadonlySet<string>): Options => {
  const operands: Word[] = [];
  const options = new Map<string, OptionValue[]>();
  const add = (name: string, value: OptionValue): void => {
    const known = options.get(name);
    if (known) known.push(value);
    else options.set(name, [value]);
  };
  for (let i = 0; i < words.length; i++) {
    const word = words[i];
    if (!word) continue;
    const { text } = word;
    if (text === '--') {
      operands.push(...words.slice(i + 1));
      break;
    }
    if (!text.startsWith('-') || text === '-') {
      operands.push(word);
      continue;
    }
    const equals = text.indexOf('=');
    const name = equals > 0 ? text.slice(0, equals) : text;
    const short = text.startsWith('--') || valued.has(name) ? '' : text.slice(0, 2);
    const bundled = /^-[A-Za-z]{2,}$/.test(text) ? `-${text.at(-1)}` : '';
    if (text.length > 2 && valued.has(short)) {
      add(short, { word, text: text.slice(2), value: inner(word, 2) });
    } else if (equals > 0)
      add(name, { word, text: text.slice(equals + 1), value: inner(word, equals + 1) });
    else if (valued.has(name) || valued.has(bundled)) {
      const value = words[i + 1];
      add(valued.has(name) ? name : bundled, value ? { word, text: value.text, value } : { word });
      if (!valued.has(name)) add(text.slice(0, -1), { word });
      i++;
    } else add(name, { word });
  }
  return { operands, options };
};

/** The part of a word from character `at` on; the whole word when its source differs from its text. */
const inner = (word: Word, at: number): Word => {
  if (word.raw !== word.text || word.span[1] - word.span[0] !== word.text.length) return word;
  const text = word.text.slice(at);
  return { ...word, text, raw: text, span: [word.span[0] + at, word.span[1]] };
};

/** Whether any of the options is given. */
export const hasOption = ({ options }: Options, ...names: readonly string[]): boolean =>
  names.some((name) => options.has(name));

/** Whether a short option such as `y` is given, alone or in a bundle such as `-qqy`. */
export const hasShort = ({ options }: Options, letter: string): boolean =>
  [...options.keys()].some((name) => /^-[A-Za-z]+$/.test(name) && name.includes(letter));
