import { isPlaceholder } from '../text/placeholder.ts';

/** Whether a program's name is a whole command: a path with spaces in it has no options and no program in front. */
export const isCommandLine = (text: string): boolean => {
  const [first = '', ...rest] = text.trim().split(/\s+/);
  if (rest.length === 0 || isPlaceholder(text) || windows.test(first)) return false;
  return (
    /^[A-Za-z_][\w.+-]*(?:=\S*)?$/.test(first) ||
    /^[\w./+-]*(?:\/s?bin\/[\w.+-]+|\.(?:sh|py|pl|rb|js))$/.test(first) ||
    (/^[./][\w./+-]*$/.test(first) && rest.some((word) => word.startsWith('-')))
  );
};

/** Windows hands the words over as one line, and takes them apart again. */
const windows = /^(?:cmd|powershell|pwsh)$|\.(?:exe|bat|cmd|ps1)$/i;

const plain = /^[\w./:=@,+%-]+$/;

/** The words of a text that a shell would only split at its spaces; undefined for one in which it would see more. */
export const plainWords = (text: string): readonly string[] | undefined => {
  const words = text.trim().split(/\s+/);
  return words.every((word) => plain.test(word.replaceAll(/\$\(\w+\)/g, 'x'))) ? words : undefined;
};

/** What is no program but a word of the shell. */
const builtIn = /^(?:cd|set|export|source|exec|ulimit|umask|eval|if|for|while)$|^\w+=/;

/** The words of a command line that needs no shell; undefined for one that does. */
export const wordsOfCommand = (text: string): readonly string[] | undefined => {
  const words = plainWords(text);
  return builtIn.test(words?.[0] ?? '') || /[\r\n]\s*\S/.test(text.trim()) ? undefined : words;
};

/** A text for a message, cut where it is long. */
export const shortened = (text: string): string => {
  const line = text.replaceAll(/\s+/g, ' ');
  return line.length > 40 ? `${line.slice(0, 39).trimEnd()}…` : line;
};

/** The option of a word that is an option and its value in one: `--host 0.0.0.0` behind a word that takes no value. */
export const optionWithValue = (text: string, before: string): string | undefined => {
  const [, option] = /^(--[A-Za-z][\w-]*) +[^\s-]/.exec(text) ?? [];
  return /^--?[A-Za-z][\w-]*$/.test(before) ? undefined : option;
};
