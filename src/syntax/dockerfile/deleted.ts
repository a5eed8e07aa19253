import { braces } from '../shell/braces.ts';
import type { Command } from '../shell/model.ts';
import { launched, nameOf } from '../shell/program.ts';
import type { Word } from '../word.ts';
import { expand, type Lookup } from './expand.ts';
import type { Dockerfile, Run } from './model.ts';
import { inImage, lookupIn, type State } from './state.ts';

/** A word that a RUN deletes, with the absolute path that it means; no path where that is not known. */
export interface Deleted {
  readonly text: string;
  readonly path?: string;
}

const deleters: ReadonlySet<string> = new Set(['rm', 'find']);
const runners: ReadonlySet<string> = new Set(['sh', 'bash', 'dash', 'eval', 'trap']);

/** What a RUN deletes behind one of its commands by `rm` and `find`, also in a function, a trap and the text for another shell. */
export const deletedBehind = (
  file: Dockerfile,
  run: Run,
  state: State,
  command: Command,
): readonly Deleted[] => {
  const { commands } = run.script;
  const at = commands.indexOf(command);
  const text = file.text.slice(...run.span);
  const value = valuesIn(text, state);
  const bash = isBash(run, state, text);
  // A folder that is not known is none that a rule looks for.
  const start = state.workdir ?? '/?';
  let folder: string | undefined = start;
  const found: Deleted[] = [];
  for (const [i, each] of commands.entries()) {
    const { name, words } = launched(each);
    if (name === 'popd') folder = start;
    if ((name === 'cd' || name === 'pushd') && words[1]) {
      const to = value(words[1]);
      folder = to === undefined ? undefined : inImage({ ...state, workdir: folder }, to);
    }
    // A function stands before its call.
    if (i < at && !each.conditional && name !== 'trap') continue;
    if (runners.has(name)) found.push(...words.slice(1).flatMap(pathsIn));
    if (!deleters.has(name)) continue;
    for (const word of words.slice(1)) {
      if (word.text.startsWith('-')) continue;
      const parts = bash && !/["'\\]/.test(word.raw) ? braces(word.text) : [word.text];
      for (const part of parts) {
        const known = value({ ...word, text: part });
        const path =
          known === undefined ? undefined : inImage({ ...state, workdir: folder }, known);
        found.push({ text: part, ...(path === undefined ? {} : { path }) });
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
  const lookup: Lookup = (name) => {
    const set = [...text.matchAll(assignment)].filter((match) => match[1] === name);
    const [first, second] = set.map((match) => (match[2] ?? '').replace(/^(["'])(.*)\1$/, '$2'));
    if (second !== undefined) return null;
    if (first?.startsWith('$(mktemp')) return '/tmp/mktemp';
    return first ?? known(name) ?? (name === 'HOME' ? '/root' : null);
  };
  return (word) => {
    const home = lookup('HOME') ?? '/root';
    const result = word.dynamic ? expand(word.text, lookup) : word.text;
    if (word.dynamic && result !== undefined && /[$`]/.test(result)) return undefined;
    return result?.replace(/^~(?=\/|$)/, home);
  };
};

const assignment = /(?<![\w$-])([A-Za-z_]\w*)=("[^"]*"|'[^']*'|\$\([^)]*\)|[^\s;&|"']*)/g;

const pathsIn = ({ text }: Word): readonly Deleted[] =>
  /\brm\b/.test(text)
    ? [...text.matchAll(/\/[^\s;'"&|)]+/g)].map(([path]) => ({ text: path, path }))
    : [];
