import type { Run, Stage } from '../syntax/dockerfile/model.ts';
import { mountsOf } from '../syntax/dockerfile/mounts.ts';
import {
  inImage,
  type RunMoment,
  resolve,
  runsIn,
  type State,
} from '../syntax/dockerfile/state.ts';
import type { Command } from '../syntax/shell/model.ts';
import { launched, nameOf } from '../syntax/shell/program.ts';
import { type ShellFile, scriptWord } from '../syntax/shell/script-file.ts';
import { lazy, once, recent } from '../text/memo.ts';
import { basename, joinPath, type Path } from '../text/path.ts';
import { buildContext } from './context.ts';
import { type ImageFiles, imageFiles } from './image-files.ts';
import type { DockerfileIn, Project } from './project.ts';
import { startScript } from './start-script.ts';

/** The scripts of the build context that a RUN calls. */
export interface Called {
  /** By the commands that call them, in the RUN and in other scripts. */
  readonly scripts: ReadonlyMap<Command, ShellFile>;
  /** Programs that may be scripts and cannot be read, with the commands of the RUN that lead to them. */
  readonly unread: readonly { readonly command: Command; readonly name: string }[];
}

const nothingCalled: Called = { scripts: new Map(), unread: [] };

const deepest = 3;
const most = 64;

/** Gives the scripts that a RUN of a file calls, and those that these call. */
export const calledIn = (file: DockerfileIn, project: Project): ((run: Run) => Called) =>
  callsIn(project)(file);

const callsIn = recent((project: Project) =>
  recent((file: DockerfileIn) => {
    const places = lazy(
      () =>
        new Map(
          file.stages.flatMap((stage) =>
            runsIn(file, stage).map((moment) => [moment.run, { stage, moment }] as const),
          ),
        ),
    );
    const known = new Map<Run, Called>();
    return (run: Run): Called => {
      const found = known.get(run);
      if (found) return found;
      const place = run.script.commands.some(scriptWord) ? places().get(run) : undefined;
      const called = place ? calledBy(file, place.stage, place.moment, project) : nothingCalled;
      known.set(run, called);
      return called;
    };
  }),
);

const calledBy = (
  file: DockerfileIn,
  stage: Stage,
  { run, state }: RunMoment,
  project: Project,
): Called => {
  const scripts = new Map<Command, ShellFile>();
  const unread: { command: Command; name: string }[] = [];
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
      const path = locate(word, { ...state, workdir: folder }, run, file, stage, project);
      const script = path === undefined ? undefined : project.script(path);
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
  return { scripts, unread };
};

/** The files that a Dockerfile runs as scripts, in RUN or at the start, as far as they stand in the project. */
export const scriptPaths = (file: DockerfileIn, project: Project): readonly Path[] => {
  const names = namesOf(project.under(''));
  return names.size < 2
    ? []
    : file.stages.flatMap((stage) => [
        ...startPaths(file, stage, project),
        ...runsIn(file, stage).flatMap(({ run, state }) => {
          let folder = state.workdir;
          return run.script.commands.flatMap((command) => {
            folder = folderAfter(command, folder, state);
            const word = scriptWord(command);
            return word && (word.dynamic || names.has(nameOf(word)))
              ? (locate(word, { ...state, workdir: folder }, run, file, stage, project) ?? [])
              : [];
          });
        }),
      ]);
};

const namesOf = once((paths: readonly Path[]): ReadonlySet<string> => new Set(paths.map(basename)));

const startPaths = (file: DockerfileIn, stage: Stage, project: Project): readonly Path[] => {
  const start = startScript(file, stage);
  if (!start?.paths.some(mayBeShell)) return [];
  const files = imageFiles(file, stage, buildContext(file, project).folder, project);
  return start.paths.flatMap((path) => files.at(path) ?? []).filter(mayBeShell);
};

/** Python files are read as such. */
const mayBeShell = (path: Path): boolean =>
  !/\.(?:py|js|ts|rb|jar|exe|toml|json|ya?ml)$/.test(path);

/** The commands of a RUN of a file, with those of the scripts that it calls in place of the calls. */
export const commandsWithin =
  (file: DockerfileIn, project: Project) =>
  (run: Run): readonly Command[] =>
    through(run.script.commands, calledIn(file, project)(run));

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
const locate = (
  word: { readonly text: string; readonly dynamic: boolean },
  state: State,
  run: Run,
  file: DockerfileIn,
  stage: Stage,
  project: Project,
): Path | undefined => {
  const text = word.dynamic ? undefined : word.text;
  if (text === undefined || text === '') return undefined;
  const inFolder = inImage(state, text);
  const candidates = inFolder === undefined ? [] : [inFolder];
  if (!text.includes('/')) candidates.push(...searched.map((folder) => `${folder}/${text}`));
  const { folder } = buildContext(file, project);
  const files = filesOf(project)(file)(stage);
  for (const path of candidates) {
    const found = files.at(path) ?? mounted(path, run, state, folder);
    if (found !== undefined && project.exists(found)) return found;
  }
  return undefined;
};

const filesOf = recent((project: Project) =>
  recent((file: DockerfileIn) =>
    recent(
      (stage: Stage): ImageFiles =>
        imageFiles(file, stage, buildContext(file, project).folder, project),
    ),
  ),
);

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
