import type { Build } from '../../project/builds.ts';
import {
  buildContext,
  type Context,
  contextCopies,
  literalSource,
  standsAt,
} from '../../project/context.ts';
import type { DockerfileIn, Project } from '../../project/project.ts';
import type { Copy } from '../../syntax/dockerfile/model.ts';
import { shellOperator } from '../../syntax/dockerfile/shell-operator.ts';
import {
  type DockerIgnore,
  ignoredBy,
  mayTakeBack,
  type Pattern,
} from '../../syntax/dockerignore.ts';
import { requote, type Word } from '../../syntax/word.ts';
import { type Edit, replace } from '../../text/edit.ts';
import { once, recent } from '../../text/memo.ts';
import { nearest } from '../../text/nearest.ts';
import { basename, dirname, joinPath, type Path, relativeTo } from '../../text/path.ts';
import { bareContexts } from '../bare-context.ts';
import type { Finding, Rule } from '../rule.ts';
import docs from './copy-source-missing.md' with { type: 'text' };

const rule: Rule = {
  id: 'copy-source-missing',
  on: 'dockerfile',
  docs,
  severity: 'error',
  profile: 'recommended',
  concept: 'copy-and-context',
  aka: ['buildkit/CopyIgnoredFile'],
  fix: 'suggested',

  *check(file, project) {
    const context = buildContext(file, project);
    yield* bareContexts(file, context, project);
    // What states a context without more to do before states what stands in it.
    const sure = context.stated?.plain === true;
    if (context.found === 0 && !sure) return;
    const ignore = project.ignoreFile(context.folder, file.path);
    const outside: Outside[] = [];
    for (const copy of contextCopies(file)) {
      if (shellOperator(copy)) continue;
      for (const word of copy.sources) {
        const source = literalSource(word.text, word.dynamic);
        const path = source === undefined ? undefined : joinPath(context.folder, source);
        if (source === undefined || path === undefined) continue;
        if (!standsAt(project, path)) {
          const found = missing(file, copy, word, source, context, project);
          if (found && 'why' in found) outside.push(found);
          else if (found) yield found;
          continue;
        }
        const pattern = ignore && leftOut(ignore.ignore, source, path, project);
        if (!ignore || !pattern) continue;
        const separator = ignore.ignore.patterns.find(
          ({ negated, text }) => negated && cleared(text).includes(source),
        );
        yield {
          at: word.span,
          message: `${word.text} is not sent to the build, because ${basename(ignore.path)} leaves out "${pattern.text}"${separator ? `, and a backslash as in "${separator.text}" separates no directories on Linux and macOS` : ''}.`,
          aka: ['buildkit/CopyIgnoredFile'],
          related: [
            { file: ignore.path, at: pattern.span, message: 'the pattern that leaves it out' },
          ],
        };
      }
    }
    for (const why of ['ignored', 'empty'] as const) {
      const finding = notInClone(outside.filter((each) => each.why === why));
      if (finding) yield finding;
    }
  },
};
export default rule;

/** The pattern that leaves out a path with all that is below it; undefined when something of it is sent, or may be. */
const leftOut = (
  ignore: DockerIgnore,
  source: string,
  path: Path,
  project: Project,
): Pattern | undefined => {
  const pattern = ignoredBy(ignore, source);
  if (!pattern || !ignore.patterns.some(({ negated }) => negated)) return pattern;
  return project.exists(path) || (source !== '' && !mayTakeBack(ignore, source))
    ? pattern
    : undefined;
};

/** A pattern as it reads where a backslash separates directories. */
const cleared = (text: string): string =>
  text.includes('\\') ? text.slice(1).replaceAll('\\', '/') : '';

// What people write by hand; anything else may be made by an earlier step of the pipeline.
const written = /\.(?:py|txt|in|toml|cfg|ini|json|ya?ml|sh|conf|md)$/i;

// Models, weights and data: they are made or downloaded, and no slip of the name of a source file.
const artefact =
  /\.(?:pkl|pickle|bin|joblib|h5|hdf5|keras|onnx|pt|pth|ckpt|safetensors|gguf|ggml|tflite|pb|engine|plan|mar|npy|npz|parquet|feather|model|whl|jar|tar|t?gz|zip|csv|db|sqlite)$/i;

/** The last parts of all sources of a file. */
const namesIn = recent(
  (file: DockerfileIn): ReadonlySet<string> =>
    new Set(
      contextCopies(file).flatMap(({ sources }) => sources.map(({ text }) => basename(text))),
    ),
);

/** A missing source is reported when a near name stands in its place, or when it is hand-written and all others are there. */
const missing = (
  file: DockerfileIn,
  copy: Copy,
  word: Word,
  source: Path,
  context: Context,
  project: Project,
): Finding | Outside | undefined => {
  const name = basename(source);
  if (project.gitIgnored(joinPath(context.folder, source) ?? source))
    return fromOutside(word, source, context, project, 'ignored');
  const folder = joinPath(context.folder, dirname(source)) ?? '';
  const taken = namesIn(file);
  const beside = new Set(
    project
      .under(folder)
      .flatMap((path) => relativeTo(folder, path)?.split('/')[0] ?? [])
      // What is copied by its own name is not what was meant here.
      .filter((each) => !taken.has(each))
      // A name with an ending is not that of a directory.
      .filter((each) => !/\.\w+$/.test(name) || project.exists(joinPath(folder, each) ?? each)),
  );
  const ending = artefact.exec(name)?.[0];
  const similar = nearest(
    name,
    ending === undefined ? beside : [...beside].filter((each) => each.endsWith(ending)),
  );
  const own = besideDockerfile(file, source, context, project);
  const stem = name.replace(/\.\w+$/, '');
  // Of several variants of a file none is meant more than the others.
  const variants = [...beside].filter((each) => each !== name && each.startsWith(stem));
  const near = own === undefined && variants.length < 2 ? similar : undefined;
  // `COPY server` beside server.go: the program is built first.
  if (near?.startsWith(`${name}.`)) return undefined;
  const certain =
    (written.test(source) &&
      isSure(context) &&
      (context.stated?.plain !== true || !inSubmodule(source, context, project))) ||
    isNowhere(source, context, project);
  if (near === undefined && !certain)
    return /\.\w+$/.test(name) ? undefined : fromOutside(word, source, context, project, 'empty');
  // Makefiles and workflows name what is made before the image.
  if (project.mentioned(name)) return undefined;
  const meant = own ?? near;
  const hint = meant === undefined ? '' : ` Did you mean ${meant}?`;
  const text =
    own ?? word.text.replace(/[^/]+(\/*)$/, `${(near ?? name).replaceAll('$', '$$$$')}$1`);
  const others =
    near !== undefined && keepsName(copy) && project.exists(joinPath(folder, near) ?? '')
      ? usesOf(file, copy, name, near)
      : [];
  return {
    at: word.span,
    message: `There is no ${source} in ${shown(context)}, so this COPY fails.${hint}`,
    aka: [],
    ...(context.stated
      ? { related: [{ ...placeOf(context.stated), message: 'states the build context' }] }
      : {}),
    ...(meant === undefined
      ? {}
      : {
          fixes: [
            {
              title:
                others.length > 0 ? `Write ${text}, here and where it is used` : `Write ${text}`,
              edits: () => [replace(word.span, requote(word, text)), ...others],
            },
          ],
        }),
  };
};

// What a build outside of Docker leaves behind, as a matter of course before each image.
const built =
  /(?:^|\/)(?:build|dist|out|target|bin|node_modules|\.next|wheels?|public|static)(?:\/|$)|\.(?:whl|jar|so|exe)$/;

/** A source that a clone of the repository lacks: Git leaves it out, or nothing of it is in the repository. */
interface Outside {
  readonly why: 'ignored' | 'empty';
  readonly word: Word;
}

/** A source that only the author's machine has; undefined where something of the project brings it. */
const fromOutside = (
  word: Word,
  source: Path,
  context: Context,
  project: Project,
  why: Outside['why'],
): Outside | undefined => {
  const path = joinPath(context.folder, source) ?? source;
  const brought =
    project.mentioned(basename(source)) ||
    project.exists(`${path}.dvc`) ||
    project.exists(joinPath(dirname(path), 'dvc.yaml') ?? '');
  if (context.found === 0 || built.test(source) || brought) return undefined;
  // An empty directory may be there, which Git does not keep.
  const sure = isSure(context) && isWhole(project) && !inSubmodule(source, context, project);
  return why === 'ignored' || sure ? { why, word } : undefined;
};

const notInClone = ([first, ...others]: readonly Outside[]): Finding | undefined => {
  if (!first) return undefined;
  const count = new Set(
    others.map(({ word }) => word.text).filter((text) => text !== first.word.text),
  ).size;
  const more = count > 0 ? ` and ${count} more below` : '';
  const named = `${first.word.text}${more}`;
  const reason =
    first.why === 'ignored'
      ? `.gitignore leaves ${named} out of the repository`
      : `The repository has no ${named}`;
  return {
    at: first.word.span,
    message: `${reason}, so this COPY fails where the image is built from a clone.`,
    severity: 'info',
    aka: [],
  };
};

/** Whether all other sources are in the context, or a build states it. */
const isSure = ({ found, named, stated }: Context): boolean =>
  stated?.plain === true || (named > 1 && found >= named - 1);

const shown = ({ folder, stated }: Context): string => {
  const directory = folder === '' ? '' : ` ${folder}/`;
  if (!stated) return `the build context${directory}`;
  return `the build context${directory || ' .'}, stated by ${stated.file}`;
};

const placeOf = ({ file, at }: Build): Pick<Build, 'file' | 'at'> => ({ file, at });

/** The path in a stated context of a file that stands beside the Dockerfile: what was meant where the Dockerfile was written for its own directory. */
const besideDockerfile = (
  { path }: DockerfileIn,
  source: Path,
  { folder, stated }: Context,
  project: Project,
): Path | undefined => {
  const beside = joinPath(dirname(path), source);
  const inner = beside === undefined ? undefined : relativeTo(folder, beside);
  return stated && beside !== undefined && inner !== source && project.exists(beside)
    ? inner
    : undefined;
};

/** Whether a source is below a directory that is empty here and may be a submodule. */
const inSubmodule = (source: Path, { folder }: Context, project: Project): boolean => {
  const [top = ''] = source.split('/');
  return (
    source.includes('/') &&
    project.exists('.gitmodules') &&
    !standsAt(project, joinPath(folder, top) ?? top)
  );
};

/** Whether a source is code that has no file of its name in the whole repository, while others of the Dockerfile are there. */
const isNowhere = (source: Path, context: Context, project: Project): boolean =>
  /\.(?:py|sh|txt|toml)$/.test(source) &&
  context.found > 0 &&
  context.stated?.plain !== false &&
  !inSubmodule(source, context, project) &&
  isWhole(project) &&
  !fileNames(project.under('')).has(basename(source));

/** Whether the project is a repository, and not one directory of it, into which others are copied. */
const isWhole = (project: Project): boolean =>
  project.under('.github').length > 0 ||
  ['LICENSE', 'LICENSE.md', 'LICENSE.txt'].some((each) => project.exists(each));

const fileNames = once(
  (paths: readonly Path[]): ReadonlySet<string> => new Set(paths.map((path) => basename(path))),
);

/** Whether a copied file has the name of its source in the image: the target is a folder. */
const keepsName = ({ target }: Copy): boolean =>
  target !== undefined && /(?:^|\/)\.{0,2}$/.test(target.text);

/** The edits that write the right name where later lines of the same image start the file by the wrong one, as a file or a module. */
const usesOf = (file: DockerfileIn, copy: Copy, name: string, near: string): readonly Edit[] => {
  const words = file.instructions.slice(copy.index + 1).flatMap((each) => {
    switch (each.keyword) {
      case 'RUN':
        return each.script.commands.flatMap((command) => command.words);
      case 'COPY':
        return each.from ? each.sources : [];
      case 'CMD':
      case 'ENTRYPOINT':
        return each.words.length > 0
          ? each.words
          : each.script.commands.flatMap((one) => one.words);
      default:
        return [];
    }
  });
  const python = name.endsWith('.py') && near.endsWith('.py');
  return words.flatMap((word, i) => {
    if (file.text.slice(...word.span) !== word.raw) return [];
    const asFile = basename(word.text) === name;
    const module = python && moduleOf(word, words[i - 1]) === name.slice(0, -3);
    if (!asFile && !module) return [];
    const right = asFile
      ? word.text.slice(0, -name.length) + near
      : near.slice(0, -3) + word.text.slice(name.length - 3);
    return [replace(word.span, requote(word, right))];
  });
};

/** The module that a word such as `serve:app`, or one after `-m`, names. */
const moduleOf = ({ text }: Word, before: Word | undefined): string | undefined =>
  before?.text === '-m' ? text : /^(\w+):\w+$/.exec(text)?.[1];
