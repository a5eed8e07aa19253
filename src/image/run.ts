import type { Run } from '../syntax/dockerfile/model.ts';
import { inImage, resolve, variableIn } from '../syntax/dockerfile/state.ts';
import { scriptOfWords } from '../syntax/shell/exec.ts';
import type { Command, Script } from '../syntax/shell/model.ts';
import { launched } from '../syntax/shell/program.ts';
import { isEnvironment } from '../syntax/shell/runs-others.ts';
import type { Word } from '../syntax/word.ts';
import { lazy, once } from '../text/memo.ts';
import { accountHome } from './accounts.ts';
import { added, lastPart, open, runs, type Setting, written } from './effects/effect.ts';
import { effectOf } from './effects/index.ts';
import type { ImagePlace } from './known.ts';
import { mountedTree } from './mounts.ts';
import type { Called } from './scripts.ts';
import type { Change, Growing, Owner } from './tree.ts';
import { placeOf, userOf, type Work, whereIs } from './work.ts';

/** Told of each command of a RUN before it runs, and whether it may not run. */
export type Meet = (setting: Setting, conditional: boolean) => void;

/** Adds what the commands of a RUN do. */
export const ran = (work: Work, run: Run, called: Called, meet?: Meet): void => {
  const script = run.form === 'exec' ? scriptOfWords(run.words) : run.script;
  if (script.broken) {
    const because = { text: `${whereIs(work, run)} cannot be read`, place: placeOf(work, run) };
    work.tree.add({ kind: 'open', path: '/', because });
    return;
  }
  const mounted = mountedTree(work, run);
  const text = work.file.text.slice(...run.span);
  const tree = mounted?.tree ?? work.tree;
  const place = placeOf(work, run);
  const where = whereIs(work, run);
  const user = userOf(work.state);
  const met = meet ? { meet } : {};
  const shell: Shell = { work, run, called, tree, text, place, where, user, depth: 0, ...met };
  follow(shell, script.commands, work.state.workdir);
  for (const change of mounted?.kept() ?? []) work.tree.add(change);
};

/** What commands are run with. */
interface Shell {
  readonly work: Work;
  readonly run: Run;
  readonly called: Called;
  /** The file system that they read and change. */
  readonly tree: Growing;
  /** The text of the script. */
  readonly text: string;
  readonly place: ImagePlace;
  readonly where: string;
  readonly user: Owner;
  readonly depth: number;
  /** Nothing of the script may happen: it is called under a condition. */
  readonly conditional?: true;
  readonly meet?: Meet;
}

const deepest = 4;

/** The working directory of a shell; undefined when it is not known. */
interface Folder {
  readonly path: string | undefined;
  /** Where the subshell begins. */
  readonly shell: number | undefined;
}

/** Runs commands in order; returns the directory that they end in. */
const follow = (
  shell: Shell,
  commands: readonly Command[],
  start: string | undefined,
): string | undefined => {
  const folders: Folder[] = [{ path: start, shell: undefined }];
  const doubts = doubtsOf(shell, commands);
  /** The list behind which it is not known in which directory the shell is. */
  let doubtful: number | undefined;
  for (const [i, outer] of commands.entries()) {
    enter(folders, outer.subshells ?? []);
    const last = folders.length - 1;
    const shellStart = folders[last]?.shell;
    if (doubtful !== undefined && doubtful !== outer.listEnd) {
      folders[last] = { path: undefined, shell: shellStart };
      doubtful = undefined;
    }
    const folder = folders[last]?.path;
    const conditional = doubts(i);
    const setting = settingOf(shell, outer, folder);
    // A script is no text of the Dockerfile.
    if (shell.depth === 0) shell.meet?.(setting, conditional);
    const moved =
      movesTo(setting, folder, start) ??
      step(shell, outer, setting, folder, conditional, commands[i - 1]);
    if (!moved) continue;
    folders[last] = { path: moved.path, shell: shellStart };
    if (conditional) doubtful = outer.listEnd;
  }
  return doubtful === undefined ? folders[0]?.path : undefined;
};

/** Tells of commands whether they may not be run. */
const doubtsOf = (shell: Shell, commands: readonly Command[]): ((i: number) => boolean) => {
  const end = commands.at(-1)?.listEnd;
  let ended = shell.conditional === true;
  let tested: number | undefined;
  return (i) => {
    const command = commands[i];
    if (!command) return true;
    const { conditional, listEnd, name, sure } = command;
    // `[ … ] && command; more`: where the list is not the last one, the build goes on without it.
    const doubtful =
      ended ||
      (conditional && !sure && !isGuarded(commands, i)) ||
      (tested === listEnd && listEnd !== end);
    if (tests.has(name)) tested = listEnd;
    if (name === 'exit' && doubtful && !isFailure(command)) ended = true;
    return doubtful;
  };
};

const tests: ReadonlySet<string> = new Set(['[', '[[', 'test', 'command', 'which', 'grep', 'type']);

/** Leaves subshells that ended and enters new ones, which begin in the directory of the outer one. */
const enter = (folders: Folder[], subshells: readonly number[]): void => {
  while (folders.length > 1 && folders.at(-1)?.shell !== subshells[folders.length - 2])
    folders.pop();
  for (const shell of subshells.slice(folders.length - 1))
    folders.push({ path: folders.at(-1)?.path, shell });
};

/** Whether what follows a command after `||` only ends the build: `cd /app || exit 1`. */
const isGuarded = (commands: readonly Command[], i: number): boolean => {
  const [next, then] = commands.slice(i + 1, i + 3);
  const end = next?.name === 'echo' ? then : next;
  return end?.name === 'exit' && isFailure(end) && commands[i]?.listEnd === next?.listEnd;
};

const isFailure = ({ words }: Command): boolean => /^[1-9]/.test(words[1]?.text ?? '');

/** The directory that `cd` and the like change to. */
const movesTo = (
  setting: Setting,
  folder: string | undefined,
  start: string | undefined,
): { readonly path: string | undefined } | undefined => {
  const { name, words } = setting.command;
  if (name === 'popd') return { path: start };
  if (name !== 'cd' && name !== 'pushd') return undefined;
  const [to] = words.slice(1).filter(({ text }) => !/^-[LPe@]+$|^--$/.test(text));
  if (!to) return { path: name === 'cd' ? setting.home() : folder };
  const text = setting.value(to);
  return { path: text === undefined || text === '-' ? undefined : setting.path(text) };
};

/** Adds what one command does; gives the directory it leaves the shell in when it is a script that is read into it. */
const step = (
  shell: Shell,
  outer: Command,
  setting: Setting,
  folder: string | undefined,
  conditional: boolean,
  before: Command | undefined,
): { readonly path: string | undefined } | undefined => {
  const { called, tree } = shell;
  const { command } = setting;
  const add = (changes: readonly Change[]): void => {
    for (const each of changes) tree.add(conditional ? perhaps(each, setting) : each);
  };
  const sources = /^(?:\.|source)$/.test(command.name);
  const script = called.scripts.get(outer);
  const inner = script ? script.script() : nested(command);
  let moved: { readonly path: string | undefined } | undefined;
  if (inner && !inner.broken && shell.depth < deepest) {
    const text = script?.text ?? shell.text;
    const within = { ...shell, text, depth: shell.depth + 1 };
    const path = follow(
      conditional ? { ...within, conditional: true } : within,
      inner.commands,
      folder,
    );
    if (sources) moved = { path };
  } else if (sources) {
    if (isEnvironment(command.words[1])) return undefined;
    add(open(setting, ['/'], lastPart(command.words[1]?.text ?? command.name)));
    moved = { path: undefined };
  } else if (before?.feeds && isInstaller(before, command))
    add(added(setting, [setting.home() ?? '/root', ...installed], 'an installer'));
  else if (called.unread.some((each) => each.command === outer)) add(open(setting, ['/']));
  else add(effectOf(command.name)?.(setting) ?? open(setting, ['/']));
  for (const word of outer.writes) add(redirected(setting, word));
  return moved;
};

/** Where the installers below put files. */
const installed = ['/usr', '/opt', '/etc', '/var', '/lib'];

/** Whether a shell reads an installer of a program that is known to write to the home directory and to the system, and not to where it runs. */
const isInstaller = ({ name, words }: Command, { name: reader, words: own }: Command): boolean =>
  (name === 'curl' || name === 'wget') &&
  /^(?:ba|da|a)?sh$|^python3?$/.test(reader) &&
  !own.some(({ dynamic }) => dynamic) &&
  words.some(({ text }) =>
    /^https:\/\/(?:astral\.sh\/|install\.python-poetry\.org|sh\.rustup\.rs|deb\.nodesource\.com\/|ollama\.(?:com|ai)\/install)/.test(
      text,
    ),
  );

/** What a redirection writes. */
const redirected = (setting: Setting, word: Word): readonly Change[] => {
  const text = setting.value(word);
  const path = text === undefined || /[*?[]/.test(text) ? undefined : setting.path(text);
  if (path === undefined) return open(setting, [undefined], setting.command.name, true);
  if (path.startsWith('/dev/')) return [];
  return [written(setting, path)];
};

/** The script of `sh -c` and the like. */
const nested = (command: Command): Script | undefined =>
  /^(?:ba|da|a|k|z)?sh$/.test(command.name) &&
  command.words.some(({ text }) => /^-[a-z]*c$/.test(text))
    ? scriptOfWords(command.words)
    : undefined;

/** A change that may not happen. */
const perhaps = (change: Change, setting: Setting): Change => {
  if (change.kind === 'open') return change;
  if (change.kind === 'rights') return { ...change, owner: null, mode: null };
  const because = runs(setting, `${setting.command.name} under a condition`);
  const adds = change.kind === 'entry' && change.entry.kind === 'directory';
  return { kind: 'open', path: change.path, because, ...(adds ? { keeps: true } : {}) };
};

const settingOf = (shell: Shell, outer: Command, folder: string | undefined): Setting => {
  const { place, run, text, tree, user, where, work } = shell;
  const { state } = work;
  const home = lazy(() => homeOf(shell));
  return {
    command: launched(outer),
    tree: tree.now(),
    place,
    where,
    user: outer.name === 'sudo' ? 'root' : user,
    home,
    value(word) {
      if (!word.dynamic) return word.text;
      if (word.raw.includes('`') || /\$\(|[<>]\(|\{[^}]*(?:,|\.\.)/.test(word.raw))
        return undefined;
      const value = resolve(word, state);
      if (value === undefined || /[$`]/.test(value)) return undefined;
      const names = [...word.text.matchAll(/\$\{?([A-Za-z_]\w*)/g)];
      return names.some(([, name = '']) => setIn(run)(text).has(name)) ? undefined : value;
    },
    path(given) {
      const whole = given.replace(/^~(?=\/|$)/, () => home() ?? '/?');
      if (whole.startsWith('/?') || whole.startsWith('~')) return undefined;
      return inImage({ ...state, workdir: folder }, whole);
    },
  };
};

/** The names that a script gives values to, by what it reads like. */
const setIn = once((_: Run) => {
  const known = new Map<string, ReadonlySet<string>>();
  return (text: string): ReadonlySet<string> => {
    const found =
      known.get(text) ??
      new Set(
        [...text.matchAll(/([A-Za-z_]\w*)\+?=|\b(?:for|read|getopts)\s+(?:-\w+\s+)*(\w+)/g)].map(
          ([, set, given]) => set ?? given ?? '',
        ),
      );
    known.set(text, found);
    return found;
  };
});

/** The home directory of the user that a RUN is run by. */
const homeOf = ({ tree, user, work }: Shell): string | undefined => {
  const { state } = work;
  const set = variableIn(state, 'HOME');
  if (set) return set.value ?? undefined;
  if (user === null) return undefined;
  if (user === 'root' || user === '0') return '/root';
  return accountHome(tree.now(), user);
};
