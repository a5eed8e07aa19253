import type { Word } from '../word.ts';
import type { Command } from './model.ts';

/** The words of the program that really runs, behind `exec`, `env`, launchers and `tini --`. */
export const programWords = (words: readonly Word[]): readonly Word[] => {
  let rest = words;
  for (let i = 0; i < 6; i++) {
    const next = unwrap(rest);
    if (next === rest) return rest;
    rest = next;
  }
  return rest;
};

const unwrap = (words: readonly Word[]): readonly Word[] => {
  const name = nameOf(words[0]);
  switch (name) {
    case 'sudo':
      return words[1]?.text.startsWith('-') ? words : words.slice(1);
    case 'exec':
    case 'nohup':
    case 'opentelemetry-instrument':
    case 'ddtrace-run':
      return words.slice(1);
    case 'env': {
      const at = words.findIndex(
        (word, i) => i > 0 && !word.text.includes('=') && !word.text.startsWith('-'),
      );
      return at < 0 ? words : words.slice(at);
    }
    case 'tini':
    case 'dumb-init': {
      const at = words.findIndex((word, i) => i > 0 && !word.text.startsWith('-'));
      return at < 0 ? words : words.slice(at);
    }
    case 'poetry':
    case 'pipenv':
    case 'pdm':
    case 'uv':
    case 'pixi': {
      if (words[1]?.text !== 'run') return words;
      const at = words.findIndex((word, i) => i > 1 && !word.text.startsWith('-'));
      return at < 0 ? words : words.slice(at);
    }
    default:
      return words;
  }
};

const launchers: ReadonlySet<string> = new Set(['sudo', 'env', 'time', 'nice', 'eatmydata']);
const assignment = /^[A-Za-z_]\w*=/;

/** A command of a build without `sudo`, `env NAME=value` and the like before it. */
export const launched = (command: Command): Command => {
  if (!launchers.has(command.name)) return command;
  const { words } = command;
  const at = words.findIndex(
    ({ text }, i) =>
      i > 0 && !text.startsWith('-') && !assignment.test(text) && !takesName(words[i - 1]),
  );
  const program = words[at];
  if (!program) return command;
  const assigned = words.slice(1, at).filter(({ text }) => assignment.test(text));
  return launched({
    ...command,
    name: nameOf(program),
    words: words.slice(at),
    span: [program.span[0], command.span[1]],
    assignments: [...command.assignments, ...assigned],
  });
};

/** An option of sudo with the name of a user or group behind it. */
const takesName = (word: Word | undefined): boolean => /^-(?:u|g)$/.test(word?.text ?? '');

/** The last part of a program's path. */
export const nameOf = (word: Word | undefined): string =>
  word ? word.text.slice(word.text.lastIndexOf('/') + 1) : '';

/** Whether the word runs Python: `python`, `python3.12`. */
export const isPython = (word: Word | undefined): boolean => /^python[\d.]*$/.test(nameOf(word));

/** A Python program: a module behind `-m` or a file, with the words behind it. */
export interface PythonProgram {
  readonly module?: Word;
  readonly file?: Word;
  readonly rest: readonly Word[];
}

/** What `python …` runs, or undefined when the words run something else. */
export const pythonProgram = (words: readonly Word[]): PythonProgram | undefined => {
  if (!isPython(words[0])) return undefined;
  for (let i = 1; i < words.length; i++) {
    const word = words[i];
    if (!word) break;
    if (word.text === '-c') return { rest: [] };
    if (word.text === '-m') {
      const module = words[i + 1];
      return module ? { module, rest: words.slice(i + 2) } : undefined;
    }
    if (word.text === '-W' || word.text === '-X') i++;
    else if (!word.text.startsWith('-')) return { file: word, rest: words.slice(i + 1) };
  }
  return undefined;
};
