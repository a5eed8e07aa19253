import type { Run } from '../syntax/dockerfile/model.ts';
import { mountsOf } from '../syntax/dockerfile/mounts.ts';
import { inImage, type RunMoment, resolve, type State } from '../syntax/dockerfile/state.ts';
import type { Command } from '../syntax/shell/model.ts';
import { launched, nameOf } from '../syntax/shell/program.ts';
import { type ShellFile, scriptWord } from '../syntax/shell/script-file.ts';
import type { Word } from '../syntax/word.ts';
import { joinPath, type Path } from '../text/path.ts';

/** The scripts of the build context that a RUN calls. */
export interface Called {
  /** By the commands that call them, in the RUN and in other scripts. */
  readonly scripts: ReadonlyMap<Command, ShellFile>;
  /** Programs that may be scripts and cannot be read, with the commands of the RUN that lead to them. */
  readonly unread: readonly { readonly command: Command; readonly name: string }[];
  /** The files of the project that it calls, those that are not read yet among them. */
  readonly files: readonly Path[];
}

export const nothingCalled: Called = { scripts: new Map(), unread: [], files: [] };

/** Where the scripts of a RUN are looked for. */
export interface Shelf {
  /** The file of the project at an absolute path of the image. */
  at(path: string): Path | undefined;
  script(path: Path): ShellFile | undefined;
  exists(path: Path): boolean;
  /** The directory of the build context. */
  readonly context: Path;
}

const deepest = 3;
const most = 64;

/** The scripts that a RUN calls, and those that these call. */
export const calledBy = ({ run, state }: RunMoment, shelf: Shelf): Called => {
  const scripts = new Map<Command, ShellFile>();
  const unread: { command: Command; name: string }[] = [];
  const files: Path[] = [];
  const walk = (
    commands: readonly Command[],
    start: string | undefined,
    chain: readonly ShellFile[],
    outer?: Command,
  ): void => {
    let folder = start;
    for (const command of commands) {
      folder = folderAfter(command, folder, state);
      const word = scriptWord(command);
      if (!word) continue;
      const path = locate(word, { ...state, workdir: folder }, run, shelf);
      if (path !== undefined) files.push(path);
      const script = path === undefined ? undefined : shelf.script(path);
      const followed = script && !chain.includes(script) && chain.length < deepest;
      if (!followed || script.script().broken || scripts.size >= most) {
        unread.push({ command: outer ?? command, name: nameOf(word) });
        continue;
      }
      scripts.set(command, script);
      walk(script.script().commands, folder, [...chain, script], outer ?? command);
    }
  };
  walk(run.script.commands, state.workdir, []);
  return { scripts, unread, files };
};

/** Commands with those of the scripts that they call in their place. */
export const through = (
  commands: readonly Command[],
  { scripts }: Pick<Called, 'scripts'>,
): readonly Command[] =>
  scripts.size === 0
    ? commands
    : commands.flatMap((command) => {
        const script = scripts.get(command);
        return script ? through(script.script().commands, { scripts }) : command;
      });

/** Whether a command of a RUN, after the one with a number, calls a program that cannot be read and whose name suggests that it cleans up. */
export const mayClean = ({ script }: Run, { unread }: Called, after: number): boolean =>
  unread.some(
    ({ command, name }) => cleaner.test(name) && script.commands.indexOf(command) > after,
  );

const cleaner = /(?:^|[^a-z])(?:clean|prune|purge|slim|strip|shrink|tidy)/i;

const folderAfter = (
  command: Command,
  folder: string | undefined,
  state: State,
): string | undefined => {
  const { name, words } = launched(command);
  if (name === 'popd') return undefined;
  if (name !== 'cd' && name !== 'pushd') return folder;
  const to = words[1] && resolve(words[1], state);
  return to === undefined ? undefined : inImage({ ...state, workdir: folder }, to);
};

const searched = ['/usr/local/bin', '/usr/bin', '/bin', '/usr/local/sbin', '/usr/sbin', '/sbin'];

/** The project's file that a word of a RUN names as a script. */
const locate = (word: Word, state: State, run: Run, shelf: Shelf): Path | undefined => {
  const text = word.dynamic ? undefined : word.text;
  if (text === undefined || text === '') return undefined;
  const inFolder = inImage(state, text);
  const candidates = inFolder === undefined ? [] : [inFolder];
  if (!text.includes('/')) candidates.push(...searched.map((folder) => `${folder}/${text}`));
  for (const path of candidates) {
    const found = shelf.at(path) ?? mounted(path, run, state, shelf.context);
    if (found !== undefined && shelf.exists(found)) return found;
  }
  return undefined;
};

/** The file of the context that a bind mount puts at a path. */
const mounted = (path: string, run: Run, state: State, context: Path): Path | undefined => {
  for (const mount of mountsOf(run)) {
    if (mount.get('type') !== 'bind' || mount.has('from')) continue;
    const target = inImage(state, mount.get('target') ?? '');
    if (target === undefined || (path !== target && !path.startsWith(`${target}/`))) continue;
    return joinPath(context, mount.get('source') ?? '', path.slice(target.length + 1));
  }
  return undefined;
};
