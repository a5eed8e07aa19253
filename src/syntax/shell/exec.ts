import type { Word } from '../word.ts';
import type { Script } from './model.ts';
import { emptyScript, parseShell } from './parse.ts';
import { nameOf } from './program.ts';

/** The one command of an exec form, or the script that it hands to a shell: `["sh", "-c", "…"]`. */
export const scriptOfWords = (words: readonly Word[]): Script => {
  const [program] = words;
  const last = words.at(-1);
  if (!program || !last) return emptyScript;
  const text = /^(?:ba|da|a|k|z)?sh$/.test(nameOf(program)) ? handedOver(words) : undefined;
  if (text) return scriptIn(text);
  const span = [program.span[0], last.span[1]] as const;
  const command = {
    name: nameOf(program),
    words,
    span,
    assignments: [],
    writes: [],
    listEnd: span[1],
  };
  return {
    commands: [{ ...command, piped: false, feeds: false, conditional: false }],
    broken: false,
    chain: true,
  };
};

/** The word behind `-c`, or an option such as `-ec`. */
const handedOver = (words: readonly Word[]): Word | undefined => {
  const at = words.findIndex(({ text }, i) => i > 0 && /^-[a-z]*c$/.test(text));
  return at < 0 ? undefined : words[at + 1];
};

/** A string of a JSON array as a script; with escapes in it, every part stands where the string does. */
const scriptIn = ({ text, raw, span }: Word): Script => {
  const exact = raw.length === text.length + 2 && span[1] - span[0] === raw.length;
  return parseShell(text, (from, to) => (exact ? [span[0] + 1 + from, span[0] + 1 + to] : span));
};
