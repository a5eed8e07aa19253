import type { DebianKnowledge } from '../data/debian-knowledge.ts';
import { releaseOf } from '../data/image-release.ts';
import { buildContext } from '../project/context.ts';
import type { DockerfileIn, Project } from '../project/project.ts';
import type { Copy, Instruction, Pairs, Run, Stage, Start } from '../syntax/dockerfile/model.ts';
import { mountsOf } from '../syntax/dockerfile/mounts.ts';
import { lineage, namedImage } from '../syntax/dockerfile/stages.ts';
import { type AptCall, aptCall, withoutRecommends } from '../syntax/shell/apt.ts';
import { scriptOfWords } from '../syntax/shell/exec.ts';
import { managerCall } from '../syntax/shell/managers.ts';
import type { Command } from '../syntax/shell/model.ts';
import { pipInstall } from '../syntax/shell/pip.ts';
import { isPython, launched, nameOf } from '../syntax/shell/program.ts';
import { runsOthers } from '../syntax/shell/runs-others.ts';
import type { Word } from '../syntax/word.ts';
import { type ImageRef, imageName } from '../text/image.ts';
import { recent, several } from '../text/memo.ts';
import { basename } from '../text/path.ts';
import { calledIn } from './called.ts';
import { addsSources } from './installs/apt-sources.ts';
import { bringersOf, listedIn } from './installs/debian-packages.ts';
import { through } from './scripts.ts';

/** A program that an instruction starts and that its image does not have. */
export interface MissingProgram {
  readonly program: string;
  readonly at: Word;
  readonly instruction: Run | Start;
  /** The address that pip hands to git. */
  readonly clones?: Word;
  /** The last `apt-get install` of the stage before it. */
  readonly install?: AptCall;
}

/** The programs that the instructions of a stage start and that are not there, as far as everything before them is known. */
export const missingPrograms = (
  file: DockerfileIn,
  stage: Stage,
  project: Project,
  debian: DebianKnowledge,
): readonly MissingProgram[] => {
  const walk = walkOf(file, stage, project, debian);
  if (!walk) return [];
  const found: MissingProgram[] = [];
  for (const each of lineage(stage).toReversed()) {
    for (const instruction of each.instructions) {
      if (walk.open) return found;
      follow(walk, instruction, each === stage ? found : []);
    }
    if (each !== stage) delete walk.install;
  }
  // It runs in the image as it is at the end.
  const check = stage.instructions.findLast(({ keyword }) => keyword === 'HEALTHCHECK');
  if (!walk.open && check?.keyword === 'HEALTHCHECK') found.push(...checked(walk, check));
  return found;
};

/** Whether the image of a stage is known to lack a program at its end. */
export const lacksAtEnd = (
  file: DockerfileIn,
  stage: Stage,
  program: string,
  project: Project,
  debian: DebianKnowledge,
): boolean => {
  const walk = walkOf(file, stage, project, debian);
  if (!walk) return false;
  for (const each of lineage(stage).toReversed())
    for (const instruction of each.instructions) follow(walk, instruction, []);
  return !walk.open && isMissing(walk, program);
};

/** The programs that are there at the end of a stage; undefined when any may be. */
export const programsIn = (
  file: DockerfileIn,
  stage: Stage,
  project: Project,
  debian: DebianKnowledge,
): ReadonlySet<string> | undefined => {
  const walk = walkOf(file, stage, project, debian);
  if (!walk) return undefined;
  for (const each of lineage(stage).toReversed())
    for (const instruction of each.instructions) follow(walk, instruction, []);
  return walk.open ? undefined : new Set([...walk.base.there, ...walk.there]);
};

const walkOf = (
  file: DockerfileIn,
  stage: Stage,
  project: Project,
  debian: DebianKnowledge,
): Walk | undefined => {
  const image = namedImage(stage);
  const base = image && basesOf(debian)(image);
  return (
    base && {
      ...{ file, project, debian, base },
      there: new Set(),
      open: false,
      soft: false,
      foreign: false,
    }
  );
};

interface Base {
  /** The programs that come with the image. */
  readonly there: ReadonlySet<string>;
  /** The programs whose absence can be said. */
  readonly judged: ReadonlySet<string>;
  readonly apk: boolean;
}

interface Walk {
  readonly file: DockerfileIn;
  readonly project: Project;
  readonly debian: DebianKnowledge;
  readonly base: Base;
  /** What instructions add to its programs. */
  readonly there: Set<string>;
  /** Anything may be there. */
  open: boolean;
  /** What managers of Python and of Node.js bring may be there. */
  soft: boolean;
  /** Packages may come from elsewhere. */
  foreign: boolean;
  install?: AptCall;
}

const words = (text: string): readonly string[] => text.split(' ');

// Ubuntu's images have no more of these than Debian's; CUDA's say in their Dockerfiles what they install (2026-11).
const onUbuntu = words(
  'git curl wget gcc g++ cc make cmake unzip zip python python3 pip pip3 node npm java javac ffmpeg jq nc ssh ssh-keygen vim nano rsync lsb_release add-apt-repository nvcc',
);
const onCuda = words('git unzip zip pip pip3 cmake node npm java javac ffmpeg jq vim nano rsync');
const onCudaRuntime = [...onCuda, ...words('gcc g++ cc make nvcc')];
const onAlpine = words('bash git curl');
const languages: Readonly<Record<string, readonly string[]>> = {
  python: words('python python3 pip pip3'),
  node: words('node npm npx yarn corepack'),
};

const basesOf = recent((debian: DebianKnowledge) =>
  several((image: ImageRef) => baseOf(image, debian)),
);

const baseOf = (image: ImageRef, debian: DebianKnowledge): Base | undefined => {
  const name = imageName(image);
  const release = releaseOf(image);
  const own = languages[name] ?? [];
  const all = (judged: readonly string[]): Base => ({
    there: new Set(own),
    judged: setOf(judged.join(' ')),
    apk: release?.distribution === 'Alpine',
  });
  if (release?.distribution === 'Alpine' && release.form !== 'other') return all(onAlpine);
  if (release?.distribution === 'Ubuntu') {
    if (name === 'ubuntu') return all(onUbuntu);
    return all(/devel/.test(image.tag ?? '') ? onCuda : onCudaRuntime);
  }
  const listed = listedIn(image, debian);
  if (listed === undefined) return undefined;
  const there = setOf(own.length > 0 ? `${own.join(' ')} ${listed}` : listed);
  return { there, judged: setOf(debian.programs), apk: false };
};

/** The names in a list; there are as many lists as releases and forms. */
const setOf = several((text: string): ReadonlySet<string> => new Set(words(text)));

/** A virtual environment brings these along. */
const addPython = ({ there }: Walk): void => {
  for (const each of languages['python'] ?? []) there.add(each);
};

const follow = (walk: Walk, instruction: Instruction, found: MissingProgram[]): void => {
  switch (instruction.keyword) {
    case 'COPY':
    case 'ADD':
      copied(walk, instruction);
      return;
    case 'ENV':
      walk.open ||= instruction.pairs.some(changesPath);
      if (instruction.pairs.some(({ key }) => key.text === 'PATH')) addPython(walk);
      return;
    case 'SHELL':
      walk.open ||= !/^(?:\/usr)?(?:\/bin\/)?(?:ba|da|a)?sh$/.test(
        instruction.words[0]?.text ?? '',
      );
      return;
    case 'RUN':
      ran(walk, instruction, found);
      return;
    default:
  }
};

/** Directories of PATH in which nothing but a language's own programs lie. */
const plainPath =
  /^(?:\$\{?PATH\}?|\/usr\/local\/s?bin|\/usr\/s?bin|\/s?bin|.*(?:venv|\.local|poetry|cargo|cuda|nvidia|node_modules|\/go|virtualenv)\b.*)$/;

const changesPath = ({ key, value }: Pairs['pairs'][number]): boolean =>
  key.text === 'PATH' && (value?.text ?? '').split(':').some((part) => !plainPath.test(part));

const binary = /^(?:\/usr(?:\/local)?)?\/s?bin(?:\/|$)/;
const systemFolder = /^\/(?:usr|bin|sbin|opt|root|lib|lib64)?(?:\/|$)/;
const noPrograms =
  /(?:site|dist)-packages|\/(?:\.?venv|virtualenv|env)(?:\/|$)|\.cache|\/share\/|\/etc\//;

const copied = (walk: Walk, { target, sources, from }: Copy): void => {
  if (!target || target.dynamic || sources.some(({ dynamic }) => dynamic)) {
    walk.open = true;
    return;
  }
  const { text } = target;
  if (binary.test(text)) {
    // Whole directories of programs.
    if (sources.some((source) => /\/$|\/s?bin$|^\.$|[*?]/.test(source.text))) walk.open = true;
    for (const each of [...sources, target]) walk.there.add(nameOf(each));
    return;
  }
  if (noPrograms.test(text)) {
    walk.soft = true;
    addPython(walk);
  } else if (from ? systemFolder.test(text) : /^\/(?:usr|opt|bin|sbin)?\/?$/.test(text))
    walk.open = true;
  else if (from) walk.soft = true;
};

// A guard says that the author knows that a program may not be there.
const guards: ReadonlySet<string> = new Set(['command', 'which', 'type', 'hash']);

const ran = (walk: Walk, run: Run, found: MissingProgram[]): void => {
  const { file, project } = walk;
  if (run.script.broken) {
    walk.open = true;
    return;
  }
  for (const mount of mountsOf(run))
    walk.there.add((mount.get('target') ?? '').replace(/^.*\//, ''));
  const called = calledIn(file, project)(run);
  const script = run.form === 'exec' ? scriptOfWords(run.words) : run.script;
  const guarded = script.commands.some(({ name }) => guards.has(name));
  walk.foreign ||= addsSources(file, run, project);
  for (const outer of script.commands) {
    const own = called.scripts.get(outer);
    // Without pipefail the next command of the pipeline decides how the RUN ends.
    const hidden = outer.feeds && !file.text.includes('pipefail');
    if (!walk.open && !guarded && !outer.conditional && !hidden)
      found.push(...missingOf(walk, run, outer));
    for (const command of own ? through([outer], called) : [outer])
      effect(walk, command, own !== undefined);
  }
};

const missingOf = (
  walk: Walk,
  instruction: Run | Start,
  outer: Command,
): readonly MissingProgram[] => {
  const command = launched(outer);
  const [at] = command.words;
  const install = walk.install ? { install: walk.install } : {};
  if (
    at &&
    isMissing(walk, command.name) &&
    /^(?:[\w.+-]+|\/(?:usr\/)?bin\/[\w.+-]+)$/.test(at.text)
  )
    return [{ program: command.name, at, instruction, ...install }];
  const pip = pipInstall(command);
  const clones =
    pip &&
    (command.words.find(({ text }) => /(?:^|@\s*)git\+(?:https|ssh)/.test(text)) ??
      pip.requirements.find((each) => hasCloned(each, walk)));
  return clones && at && isMissing(walk, 'git')
    ? [{ program: 'git', at: clones, clones, instruction, ...install }]
    : [];
};

/** Whether the one requirements file of the build context with the name of a word has a line that is cloned with git. */
const hasCloned = ({ dynamic, text }: Word, { file, project }: Walk): boolean => {
  const { folder } = buildContext(file, project);
  const [only, more] = project.under(folder).filter((path) => basename(path) === basename(text));
  return !dynamic && !!only && !more && (project.requirements(only)?.cloned.length ?? 0) > 0;
};

// Published on PyPI or npm under these names (2026-11), as programs.
const softly: ReadonlySet<string> = new Set(
  words(
    'cmake ninja node npm virtualenv supervisord swig protoc aria2c dumb-init uuidgen tree clang convert tesseract',
  ),
);

const isMissing = ({ base, there, soft }: Walk, name: string): boolean =>
  base.judged.has(name) &&
  !base.there.has(name) &&
  !there.has(name) &&
  !(soft && softly.has(name)) &&
  name !== 'sudo';

/** What a command adds to the programs that are there. */
const effect = (walk: Walk, outer: Command, inScript: boolean): void => {
  const command = launched(outer);
  const { name, words: all } = command;
  for (const word of outer.writes) walk.there.add(nameOf(word));
  const apt = aptCall(command);
  if (apt) installed(walk, apt, inScript);
  else if (walk.base.apk && managerCall(command)?.manager.name === 'apk') added(walk, command);
  else if (/^(?:dpkg|gdebi|rpm|yum|dnf|conda|mamba|micromamba|make|cmake)$/.test(name))
    walk.open = true;
  else if (name === '.' || name === 'source' || name === 'virtualenv' || name === 'uv') {
    addPython(walk);
    walk.soft = true;
    if (!inScript && runsOthers(command)) walk.open = true;
  } else if (/^(?:ln|mv|cp|install|curl|wget|update-alternatives|tar|unzip)$/.test(name))
    placed(walk, command);
  else if (/^(?:pip[\d.]*|uv|poetry|pdm|pipenv|pipx|npm|yarn|gem|cargo|go)$/.test(name))
    walk.soft = true;
  else if (isPython(all[0]) && !runsOthers(command)) walk.soft = true;
  else if (!inScript && runsOthers(command)) walk.open = true;
};

/** Files that a command puts where programs lie. */
const placed = (walk: Walk, { name, words: all }: Command): void => {
  for (const { text, dynamic } of all.slice(1)) {
    if (dynamic && /bin\b|PATH/.test(text)) walk.open = true;
    if (binary.test(text) || name === 'update-alternatives')
      walk.there.add(text.replace(/^.*\//, ''));
  }
  const last = all.at(-1)?.text ?? '';
  const intoFolder = binary.test(last) || /^\/(?:usr(?:\/local)?|opt)?\/?$/.test(last);
  if (intoFolder && all.some(({ text }) => /[*?]|\/$|\/s?bin$/.test(text)) && name !== 'ln')
    walk.open = true;
  if (intoFolder) for (const { text } of all.slice(1)) walk.there.add(text.replace(/^.*\//, ''));
  const unpacks = name === 'tar' || name === 'unzip';
  if (
    unpacks &&
    all.some(
      ({ text, dynamic }) =>
        dynamic || /^(?:--directory=|-C)?\/(?:usr|opt|bin)?(?:\/|$)/.test(text),
    )
  )
    walk.open ||= all.some(({ text }) =>
      /^(?:--directory=|-C)?\/(?:usr|opt|bin)?(?:\/local)?\/?$|\/s?bin\/?$/.test(text),
    );
};

const installed = (walk: Walk, call: AptCall, inScript: boolean): void => {
  if (call.verb !== 'install' && call.verb !== 'build-dep') return;
  const known = bringersOf(walk.debian);
  for (const { text, dynamic } of call.packages) {
    const name = text.replace(/[=/:].*$/, '');
    const brings = known.get(name);
    if (dynamic || !brings || walk.foreign || call.verb !== 'install') {
      walk.open = true;
      continue;
    }
    for (const each of brings.always) walk.there.add(each);
    if (!withoutRecommends(call)) for (const each of brings.recommended) walk.there.add(each);
  }
  if (!inScript && call.packages.length > 0) walk.install = call;
};

// Packages of Alpine that bring neither bash nor git nor curl, by their names (2026-11).
const plainApk =
  /^(?:gcc|g\+\+|musl-dev|build-base|make|cmake|linux-headers|ca-certificates|tzdata|openssl|wget|unzip|zip|tar|gzip|py3-[\w-]+|python3|python3-dev|libc6-compat|libstdc\+\+|libgcc|libgomp|gfortran|jq|tini|dumb-init|su-exec|[\w.+-]+-dev)$/;

const added = (walk: Walk, command: Command): void => {
  const call = managerCall(command);
  if (!call?.installs) return;
  for (const { text, dynamic } of call.packages) {
    const name = text.replace(/[=~<>@].*$/, '');
    walk.there.add(name);
    if (dynamic || (!onAlpine.includes(name) && !plainApk.test(name))) walk.open = true;
  }
};

/** The program that a HEALTHCHECK starts, when there is no other way in it. */
const checked = (walk: Walk, check: Start): readonly MissingProgram[] => {
  const script = check.form === 'exec' ? scriptOfWords(check.words) : check.script;
  const [first, ...rest] = script.commands;
  if (!first || walk.open || script.broken) return [];
  if (rest.some(({ name }) => !/^(?:exit|false|grep|kill)$/.test(name))) return [];
  return missingOf(walk, check, first);
};
