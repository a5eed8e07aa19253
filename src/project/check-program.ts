import { scriptOfWords } from '../syntax/shell/exec.ts';
import type { Word } from '../syntax/word.ts';

/** The program that a check of a container's health starts; undefined where there may be another way in it, or it is not known. */
export const checkProgram = (words: readonly string[]): string | undefined => {
  const { broken, commands } = scriptOfWords(
    words.map((text): Word => ({ text, raw: text, span: [0, text.length], dynamic: false })),
  );
  const [first, ...rest] = commands;
  const [program] = first?.words ?? [];
  if (broken || !program || !/^(?:(?:\/usr)?\/bin\/)?[\w.+-]+$/.test(program.text))
    return undefined;
  return rest.every(({ name }) => /^(?:exit|false|grep|kill|echo)$/.test(name))
    ? first?.name
    : undefined;
};
