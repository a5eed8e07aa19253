import { lazy } from '../../text/memo.ts';
import { braces } from '../shell/braces.ts';
import type { Command } from '../shell/model.ts';
import { launched, nameOf } from '../shell/program.ts';
import type { ShellFile } from '../shell/script-file.ts';
import type { Word } from '../word.ts';
import { expand, type Lookup } from './expand.ts';
import type { Dockerfile, Run } from './model.ts';
import { inImage, lookupIn, type State } from './state.ts';

/** A word that a RUN deletes, with the absolute path that it means; no path where that is not known. */
export interface Deleted {
  readonly text: string;
  readonly path?: string;
  /** The number of the command that deletes it; one in a function or a trap may run behind every other. */
  readonly by: number;
}

const deleters: ReadonlySet<string> = new Set(['rm', 'find']);
const acts = /^-(?:delete|exec|execdir)$/;
const runners: ReadonlySet<string> = new Set(['sh', 'bash', 'dash', 'eval', 'trap']);

/** What a RUN deletes by `rm` and `find`, also in a function, a trap, the text for another shell, and the scripts that its commands call. */
export const deletedIn = (
  file: Dockerfile,
  run: Run,
  state: State,
  scripts: ReadonlyMap<Command, ShellFile> = noScripts,
): readonly Deleted[] => {
  const text = file.text.slice(...run.span);
  return deletedBy(
    { text, commands: run.script.commands },
    state,
    isBash(run, state, text),
    scripts,
  );
};

const noScripts: ReadonlyMap<Command, ShellFile> = new Map();

interface Work {
  readonly text: string;
  readonly commands: readonly Command[];
}

const deletedBy = (
  { text, commands }: Work,
  state: State,
  bash: boolean,
  scripts: ReadonlyMap<Command, ShellFile>,
): readonly Deleted[] => {
  if (scripts.size === 0 && !/\b(?:rm|find)\b/.test(text)) return [];
  const value = valuesIn(text, state);
  // A folder that is not known is none that a rule looks for.
  const start = state.workdir ?? '/?';
  let folder: string | undefined = start;
  const found: Deleted[] = [];
  for (const [i, command] of commands.entries()) {
    const { name, words } = launched(command);
    if (name === 'popd') folder = start;
    if ((name === 'cd' || name === 'pushd') && words[1]) {
      const to = value(words[1]);
      folder = to === undefined ? undefined : inImage({ ...state, workdir: folder }, to);
    }
    // A function stands before its call.
    const by = command.conditional || name === 'trap' ? Number.POSITIVE_INFINITY : i;
    const script = scripts.get(command);
    if (script) {
      const work = { text: script.text, commands: script.script().commands };
      const theirs = deletedBy(work, { ...state, workdir: folder }, true, scripts);
      found.push(...theirs.map((each) => ({ ...each, by })));
    }
    if (runners.has(name)) found.push(...words.slice(1).flatMap((word) => pathsIn(word, by)));
    if (!deleters.has(name)) continue;
    if (name === 'find' && !command.piped && !words.some(({ text: word }) => acts.test(word)))
      continue;
    for (const word of words.slice(1)) {
      if (word.text.startsWith('-')) continue;
      const parts = bash && !/["'\\]/.test(word.raw) ? braces(word.text) : [word.text];
      for (const part of parts) {
        const known = value({ ...word, text: part });
        const path =
          known === undefined ? undefined : inImage({ ...state, workdir: folder }, known);
        found.push({ text: part, by, ...(path === undefined ? {} : { path }) });
      }
    }
  }
  return found;
};

const isBash = (run: Run, { shell }: State, text: string): boolean =>
  /^(?:ba|z|k)sh$/.test(nameOf(run.words[0]) || (shell[0] ?? '').replace(/^.*\//, '')) ||
  (run.heredocs.length > 0 && /\b(?:ba|z|k)sh\b/.test(text));

/** Gives words their values, as far as the stage and the plain assignments of the script tell them. */
const valuesIn = (text: string, state: State): ((word: Word) => string | undefined) => {
  const known = lookupIn(state);
  const assigned = lazy(() => assignmentsIn(text));
  const lookup: Lookup = (name) => {
    const own = assigned().get(name);
    return own === undefined ? (known(name) ?? (name === 'HOME' ? '/root' : null)) : own;
  };
  return (word) => {
    const home = lookup('HOME') ?? '/root';
    const result = word.dynamic ? expand(word.text, lookup) : word.text;
    if (word.dynamic && result !== undefined && /[$`]/.test(result)) return undefined;
    return result?.replace(/^~(?=\/|$)/, home);
  };
};

/** The values of the assignments in a script; null for a name with several. */
const assignmentsIn = (text: string): ReadonlyMap<string, string | null> => {
  const values = new Map<string, string | null>();
  for (const [, name = '', word = ''] of text.matchAll(assignment)) {
    const value = word.replace(/^(["'])(.*)\1$/, '$2');
    const made = value.startsWith('$(mktemp') ? '/tmp/mktemp' : value;
    values.set(name, values.has(name) ? null : made);
  }
  return values;
};

const assignment = /(?<![\w$-])([A-Za-z_]\w*)=("[^"]*"|'[^']*'|\$\([^)]{0,200}\)|[^\s;&|"']*)/g;

const pathsIn = ({ text }: Word, by: number): readonly Deleted[] =>
  /\brm\b/.test(text)
    ? [...text.matchAll(/\/[^\s;'"&|)]+/g)].map(([path]) => ({ text: path, path, by }))
    : [];
