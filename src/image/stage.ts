import { buildContext, type Context, standsAt } from '../project/context.ts';
import type { DockerfileIn, Project } from '../project/project.ts';
import { type Called, calledIn } from '../project/scripts.ts';
import type { Copy, Instruction, Run, Stage } from '../syntax/dockerfile/model.ts';
import { stageNamed } from '../syntax/dockerfile/stages.ts';
import { inImage, resolve, type State, statesOf, variableIn } from '../syntax/dockerfile/state.ts';
import { ignoredBy } from '../syntax/dockerignore.ts';
import { scriptOfWords } from '../syntax/shell/exec.ts';
import type { Command, Script } from '../syntax/shell/model.ts';
import { launched } from '../syntax/shell/program.ts';
import type { Word } from '../syntax/word.ts';
import { globMatcher, isGlob } from '../text/glob.ts';
import { positionAt } from '../text/lines.ts';
import { recent } from '../text/memo.ts';
import { joinPath, type Path } from '../text/path.ts';
import { open, runs, type Setting } from './effects/effect.ts';
import { effectOf } from './effects/index.ts';
import { groundOf } from './ground.ts';
import type { ImagePlace, Reason } from './known.ts';
import { type Change, entryAt, type Sent, type Tree, under } from './tree.ts';

/** The file system of a stage after each of its instructions. */
export interface StageTree {
  /** After the last instruction. */
  readonly end: Tree;
  /** Before an instruction of the stage. */
  before(instruction: Instruction): Tree;
}

/** The file systems of the stages of a Dockerfile, made when they are asked for. */
export const treeOf = (file: DockerfileIn, stage: Stage, project: Project): StageTree =>
  treesIn(project)(file)(stage);

const treesIn = recent((project: Project) =>
  recent((file: DockerfileIn) => {
    const known = new Map<Stage, StageTree>();
    const treeFor = (stage: Stage): StageTree => {
      const found = known.get(stage);
      if (found) return found;
      // A stage that copies from itself, or from one that copies from it, is refused by BuildKit.
      known.set(stage, nowhere);
      const result = walk(file, stage, project, treeFor);
      known.set(stage, result);
      return result;
    };
    return treeFor;
  }),
);

const nothingKnown: Tree = {
  below: groundOf(undefined),
  changes: [],
};
const nowhere: StageTree = { end: nothingKnown, before: () => nothingKnown };

const walk = (
  file: DockerfileIn,
  stage: Stage,
  project: Project,
  treeFor: (stage: Stage) => StageTree,
): StageTree => {
  const below = stage.parent ? treeFor(stage.parent).end : groundOf(stage.image);
  const changes: Change[] = [];
  const counts = new Map<Instruction, number>();
  const calls = calledIn(file, project);
  for (const { instruction, state } of statesOf(file, stage)) {
    counts.set(instruction, changes.length);
    const tree = { below, changes: [...changes] };
    const work: Work = { file, stage, project, state, tree, treeFor };
    if (instruction.keyword === 'WORKDIR') changes.push(...workdir(work, instruction.words[0]));
    if (instruction.keyword === 'COPY' || instruction.keyword === 'ADD')
      changes.push(...copied(work, instruction));
    if (instruction.keyword === 'RUN') changes.push(...ran(work, instruction, calls(instruction)));
  }
  return {
    end: { below, changes },
    before: (instruction) => ({
      below,
      changes: changes.slice(0, counts.get(instruction) ?? changes.length),
    }),
  };
};

interface Work {
  readonly file: DockerfileIn;
  readonly stage: Stage;
  readonly project: Project;
  readonly state: State;
  readonly tree: Tree;
  treeFor(stage: Stage): StageTree;
}

const placeOf = (
  { file }: Pick<Work, 'file'>,
  { span }: Pick<Instruction, 'span'>,
): ImagePlace => ({
  file: file.path,
  at: span,
});

const whereIs = ({ file }: Pick<Work, 'file'>, { span }: Pick<Instruction, 'span'>): string =>
  `line ${positionAt(file.lines(), span[0]).line + 1}`;

const workdir = ({ file, state }: Work, word: Word | undefined): readonly Change[] => {
  const text = word && resolve(word, state);
  const path = text === undefined ? undefined : inImage(state, text);
  if (!word || path === undefined) return [];
  return [
    {
      kind: 'entry',
      path,
      entry: { kind: 'directory' },
      from: { kind: 'run', place: { file: file.path, at: word.span } },
    },
  ];
};

/** What COPY and ADD put into the image. */
const copied = (work: Work, copy: Copy): readonly Change[] => {
  const { state } = work;
  const place = placeOf(work, copy);
  const target = copy.target && resolve(copy.target, state);
  const to = target === undefined ? undefined : inImage(state, target);
  const because = { text: `${whereIs(work, copy)} copies to a path that is not known`, place };
  if (target === undefined || to === undefined) return [{ kind: 'open', path: '/', because }];
  const many =
    copy.sources.length + copy.heredocs.length > 1 || /\/\.{0,2}$|^\.{1,2}$/.test(target);
  const directory = many || isDirectory(work.tree, to);
  const flagged = copy.flags.some(({ name }) => name === 'parents' || name === 'exclude');
  if (flagged)
    return [
      {
        kind: 'open',
        path: to,
        because: { text: `${whereIs(work, copy)} copies with --parents or --exclude`, place },
      },
    ];
  return copy.from
    ? copiedFrom(work, copy, to, directory)
    : copy.sources.flatMap((word) => sent(work, copy, word, to, directory));
};

const isDirectory = (tree: Tree, path: string): boolean => {
  const there = entryAt(tree, path);
  return there.is === 'yes' && there.value.kind === 'directory';
};

const baseName = (path: string): string => path.replace(/\/+$/, '').replace(/^.*\//, '');

/** What one source of the build context becomes. */
const sent = (
  work: Work,
  copy: Copy,
  word: Word,
  to: string,
  directory: boolean,
): readonly Change[] => {
  const { file, project, state } = work;
  const place: ImagePlace = { file: file.path, at: word.span };
  const text = resolve(word, state);
  const opened = (why: string, path = to): Change => ({
    kind: 'open',
    path,
    because: { text: `${whereIs(work, copy)} ${why}`, place },
  });
  if (text === undefined) return [opened(`copies ${word.text}, which is not known`)];
  if (copy.heredocs.some(({ name }) => text.includes(name) && word.raw.startsWith('<<')))
    return [entryOf(directory ? under(to, text) : to, place)];
  if (/^[a-z+]+:\/\/|^git@/i.test(text))
    return /\.git(?:[#?]|$)|^git@/.test(text)
      ? [opened('adds a Git repository')]
      : [entryOf(directory ? under(to, baseName(text.replace(/[?#].*$/, ''))) : to, place)];
  if (copy.keyword === 'ADD' && /\.(?:tar(?:\.\w+)?|t[gbx]z2?)$/i.test(text))
    return [opened('unpacks an archive')];
  const context = buildContext(file, project);
  const { folder } = context;
  const from = joinPath(folder, text);
  if (from === undefined) return [opened(`copies ${text}, which is outside of the build context`)];
  const ignore = project.ignoreFile(folder, file.path)?.ignore;
  const look = (path: Path): Sent => sentAt(path, context, ignore, project, place);
  if (isGlob(text)) return globbed(work, from, to, place, look);
  if (project.exists(from)) {
    const path = directory ? under(to, baseName(text)) : to;
    const found = look(from);
    // What the ignore file leaves out stops the build, which another rule says.
    const entry = 'entry' in found ? found.entry : { kind: 'file' as const, source: from };
    return [{ kind: 'entry', path, entry, from: { kind: 'context', file: from, place } }];
  }
  if (from === '' || project.under(from).length > 0)
    return [contextOf(work, from, to, place, look)];
  // A build that ends has found it, as a file or a directory: something makes it before.
  const named = directory && /\.\w+$/.test(text) ? under(to, baseName(text)) : to;
  return [opened(`copies ${text}, which is not in the project`, named)];
};

const entryOf = (path: string, place: ImagePlace): Change => ({
  kind: 'entry',
  path,
  entry: { kind: 'file' },
  from: { kind: 'run', place },
});

const contextOf = (
  { project }: Work,
  from: Path,
  to: string,
  place: ImagePlace,
  look: (path: Path) => Sent,
): Change => ({
  kind: 'context',
  path: to,
  sent: (inner) => look(joinPath(from, inner) ?? inner),
  *inner() {
    for (const path of project.under(from))
      if ('entry' in look(path)) yield from === '' ? path : path.slice(from.length + 1);
  },
  from: { kind: 'context', file: from, place },
});

type Ignore = Parameters<typeof ignoredBy>[0];

/** What of a path of the project reaches the build. */
const sentAt = (
  path: Path,
  { folder, others }: Context,
  ignore: Ignore | undefined,
  project: Project,
  place: ImagePlace,
): Sent => {
  const inner = folder === '' ? path : path.slice(folder.length + 1);
  const left = ignore && ignoredBy(ignore, inner);
  if (left) return { none: { text: `.dockerignore leaves it out: ${left.text}`, place } };
  if (project.exists(path)) return { entry: { kind: 'file', source: path } };
  if (project.under(path).length > 0) return { entry: { kind: 'directory' } };
  if (project.gitIgnored(path))
    return {
      elsewhere: { text: `${path} is ignored by Git, so it may be there where the image is built` },
    };
  const other = others.find((each) => standsAt(project, joinPath(each, inner) ?? inner));
  if (other !== undefined)
    return {
      elsewhere: {
        text: `the build context may be ${folder === '' ? '.' : folder} or ${other === '' ? '.' : other}, which has it`,
        place,
      },
    };
  return { none: { text: `${path} is not in the project`, place } };
};

/** What a pattern of COPY takes: files as they are named, and what is in directories. */
const globbed = (
  work: Work,
  pattern: Path,
  to: string,
  place: ImagePlace,
  look: (path: Path) => Sent,
): readonly Change[] => {
  const fixed = pattern.replace(/[^/]*[*?[].*$/, '').replace(/\/$/, '');
  const matches = globMatcher(pattern);
  const depth = pattern.split('/').length;
  const hits = new Set<Path>();
  for (const path of work.project.under(fixed)) {
    const top = path.split('/').slice(0, depth).join('/');
    if (matches(top)) hits.add(top);
  }
  const changes = [...hits].flatMap((hit): readonly Change[] => {
    const found = look(hit);
    if ('none' in found || 'elsewhere' in found) return [];
    return found.entry.kind === 'directory'
      ? [contextOf(work, hit, to, place, look)]
      : [
          {
            kind: 'entry',
            path: under(to, baseName(hit)),
            entry: found.entry,
            from: { kind: 'context', file: hit, place },
          },
        ];
  });
  const because = { text: `${pattern} may match more files where the image is built`, place };
  return changes.length > 0 ? changes : [{ kind: 'open', path: to, because }];
};

/** What `COPY --from` takes from another stage or image. */
const copiedFrom = (work: Work, copy: Copy, to: string, directory: boolean): readonly Change[] => {
  const { file, stage, state, treeFor } = work;
  const place = placeOf(work, copy);
  const name = (copy.from && resolve(copy.from, state)) ?? '';
  const earlier = file.stages.slice(0, stage.index);
  const other =
    stageNamed(earlier, name) ?? (/^\d+$/.test(name) ? earlier[Number(name)] : undefined);
  return copy.sources.map((word): Change => {
    const text = resolve(word, state);
    const source = text === undefined ? undefined : `/${joinPath(text) ?? ''}`;
    if (text === undefined || source === undefined || isGlob(text))
      return {
        kind: 'open',
        path: to,
        because: { text: `${whereIs(work, copy)} copies ${word.text} from ${name}`, place },
      };
    if (!other) {
      // A build that ends has found it; what is in a directory is not known.
      const path =
        directory && !text.endsWith('/') && source !== '/' ? under(to, baseName(text)) : to;
      const because = { text: `${whereIs(work, copy)} copies ${text} from ${name}`, place };
      return { kind: 'open', path, because };
    }
    const tree = treeFor(other).end;
    const there = entryAt(tree, source);
    const isFile = there.is === 'yes' && there.value.kind === 'file';
    const path = directory && isFile ? under(to, baseName(text)) : to;
    return { kind: 'copy', path, tree, source, from: { kind: 'run', place } };
  });
};

/** What the commands of a RUN do. */
const ran = (work: Work, run: Run, called: Called): readonly Change[] => {
  const because: Reason = {
    text: `${whereIs(work, run)} cannot be read`,
    place: placeOf(work, run),
  };
  const script = run.form === 'exec' ? scriptOfWords(run.words) : run.script;
  if (script.broken) return [{ kind: 'open', path: '/', because }];
  const changes: Change[] = [];
  follow(work, run, script.commands, called, work.state.workdir, changes, 0);
  return changes;
};

const deepest = 4;

/** Runs commands in order; returns the directory that they end in. */
const follow = (
  work: Work,
  run: Run,
  commands: readonly Command[],
  called: Called,
  start: string | undefined,
  changes: Change[],
  depth: number,
): string | undefined => {
  let folder = start;
  for (const outer of commands) {
    const command = launched(outer);
    const setting = settingOf(work, run, command, folder, changes);
    const found: Change[] = [];
    const script = called.scripts.get(outer);
    const inner = script ? script.script() : nested(command);
    if (command.name === 'cd' || command.name === 'pushd') {
      const to = command.words[1] && setting.value(command.words[1]);
      folder = to === undefined ? undefined : setting.path(to);
    } else if (command.name === 'popd') folder = start;
    else if (inner && !inner.broken && depth < deepest)
      follow(work, run, inner.commands, called, folder, found, depth + 1);
    else if (called.unread.some((each) => each.command === outer))
      found.push(...open(setting, ['/']));
    else found.push(...(effectOf(command.name)?.(setting) ?? open(setting, ['/'])));
    for (const word of outer.writes) {
      const text = setting.value(word);
      const path = text === undefined ? undefined : setting.path(text);
      if (path === undefined) found.push(...open(setting, [folder]));
      else if (!path.startsWith('/dev/'))
        found.push({
          kind: 'entry',
          path,
          entry: { kind: 'file' },
          from: { kind: 'run', place: setting.place },
        });
    }
    changes.push(...(outer.conditional ? found.map((each) => perhaps(each, setting)) : found));
  }
  return folder;
};

/** The script of `sh -c` and the like. */
const nested = (command: Command): Script | undefined =>
  /^(?:ba|da|a|k|z)?sh$/.test(command.name) &&
  command.words.some(({ text }) => /^-[a-z]*c$/.test(text))
    ? scriptOfWords(command.words)
    : undefined;

/** A change that may not happen. */
const perhaps = (change: Change, setting: Setting): Change =>
  change.kind === 'open'
    ? change
    : {
        kind: 'open',
        path: change.path,
        because: runs(setting, `${setting.command.name} under a condition`),
      };

const settingOf = (
  work: Work,
  run: Run,
  command: Command,
  folder: string | undefined,
  changes: readonly Change[],
): Setting => {
  const { state, tree } = work;
  const lookup = (word: Word): string | undefined => {
    const text = resolve(word, state);
    return text === undefined || /[$`]/.test(text) ? undefined : text;
  };
  const home = homeOf(work);
  return {
    command,
    tree: { below: tree, changes: [...changes] },
    place: placeOf(work, run),
    where: whereIs(work, run),
    home,
    value: (word) => (word.dynamic && word.raw.includes('`') ? undefined : lookup(word)),
    path(text) {
      const whole = text.replace(/^~(?=\/|$)/, home ?? '/?');
      if (whole.startsWith('/?')) return undefined;
      return inImage({ ...state, workdir: folder }, whole);
    },
  };
};

/** The home directory of the user that a RUN is run by. */
const homeOf = ({ state }: Work): string | undefined => {
  const set = variableIn(state, 'HOME');
  if (set) return set.value ?? undefined;
  const user = state.user ? resolve(state.user, state)?.split(':')[0] : (state.baseUser ?? 'root');
  if (user === undefined) return undefined;
  if (user === 'root' || user === '0') return '/root';
  return /^\d+$/.test(user) ? undefined : `/home/${user}`;
};
