import { lazy } from '../../text/memo.ts';
import type { Word } from '../word.ts';
import type { Command, Script } from './model.ts';
import { splitOptions } from './options.ts';
import { parseShell, unreadScript } from './parse.ts';
import { launched, nameOf } from './program.ts';
import { runsOthers } from './runs-others.ts';

/** A shell script, read when its commands are first asked for; a script of another language has none. */
export interface ShellFile {
  readonly text: string;
  script(): Script;
}

/** A file as a shell script. */
export const shellFile = (text: string): ShellFile => ({
  text,
  script: lazy(() => {
    const shebang = /^#!.*/.exec(text)?.[0];
    if (shebang !== undefined && !/\b(?:ba|da|a|k|z)?sh\b/.test(shebang)) return unreadScript;
    return parseShell(text, (start, end) => [start, end]);
  }),
});

const shells = /^(?:ba|da|a|k|z)?sh$/;
const valued: ReadonlySet<string> = new Set(['-o', '+o', '-O', '--rcfile', '--init-file']);

/** The word that names the script which a command runs, or the program that may be one; undefined for a shell with a text. */
export const scriptWord = (command: Command): Word | undefined => {
  const run = launched(command);
  if (run.name === '.' || run.name === 'source') return run.words[1];
  if (!runsOthers(command)) return undefined;
  if (!shells.test(run.name)) return run.words[0];
  const { options, operands } = splitOptions(run.words.slice(1), valued);
  const [script] = operands;
  if ([...options.keys()].some((name) => /^-[a-z]*c$/.test(name))) return undefined;
  return script && nameOf(script) !== '' ? script : undefined;
};
