import { buildContext, contextCopies } from '../../project/context.ts';
import type { DockerfileIn, Project } from '../../project/project.ts';
import { loadedFiles } from '../../project/python-imports.ts';
import { startCommand } from '../../project/start-command.ts';
import type { Stage } from '../../syntax/dockerfile/model.ts';
import { finalState, inImage, type State } from '../../syntax/dockerfile/state.ts';
import type { Opened } from '../../syntax/python/opened.ts';
import { isPython } from '../../syntax/shell/program.ts';
import { basename, dirname, joinPath, type Path } from '../../text/path.ts';
import type { Span } from '../../text/span.ts';
import { treeOf } from '../stage.ts';
import { entryOf } from '../start/entry.ts';
import { entryAt, filesIn, inside, type Tree } from '../tree.ts';
import { type EmptyMount, isFetched, mountedOver } from './mounted-over.ts';

/** A file that the started code reads and that is not in the image. */
export interface UnreadableFile {
  readonly by: { readonly file: Path; readonly at: Span };
  readonly opened: Opened;
  /** Where the code looks for it in the image. */
  readonly path: string;
  /** The file of the project that is meant, where there is one. */
  readonly source?: Path;
  /** Its place in the project where `.gitignore` leaves it out of the repository, so that only some copies of the project have it. */
  readonly outside?: Path;
  /** The mount that would bring it. */
  readonly mount?: EmptyMount;
  /** Why it is not there. */
  readonly because: string;
}

/** The files that the code of a stage reads by literal paths and that no instruction brings, with the source of the COPY that brings the code. */
export const unreadableFiles = (
  file: DockerfileIn,
  stage: Stage,
  project: Project,
): { readonly at: Span; readonly missing: readonly UnreadableFile[] } | undefined => {
  const { folder } = buildContext(file, project);
  const entry = entryOf(file, stage, project);
  const [program] = startCommand(stage)?.words ?? [];
  const state = finalState(file, stage);
  // A script may go elsewhere, or bring the file, before it starts the code.
  if (!entry || !program || (/\.sh$|entrypoint/.test(program.text) && !isPython(program)))
    return undefined;
  const tree = treeOf(file, stage, project).end;
  const copied = copyOf(tree, entry.file);
  if (!copied) return undefined;
  const whole = contextCopies(file).some(({ sources }) =>
    sources.some(({ text, dynamic }) => dynamic || isDirectory(text, folder, project)),
  );
  const code = loadedFiles(entry.file, entry.root, project);
  const makes = code.some((path) => mayBring(path, project));
  const look: Look = { file, project, folder, state, tree, whole, makes };
  const all = code.flatMap((path) =>
    (project.python(path)?.opened ?? []).flatMap((opened) => judged(look, path, opened) ?? []),
  );
  const certain = all.filter(({ outside }) => outside === undefined);
  const missing = certain.length > 0 ? certain : all;
  return missing.length > 0 ? { at: copied, missing } : undefined;
};

interface Look {
  readonly file: DockerfileIn;
  readonly project: Project;
  /** The build context. */
  readonly folder: Path;
  readonly state: State;
  readonly tree: Tree;
  /** A directory is copied that may hold anything. */
  readonly whole: boolean;
  /** The code may make or fetch files. */
  readonly makes: boolean;
}

const judged = (look: Look, code: Path, opened: Opened): UnreadableFile | undefined => {
  const { file, makes, project, state, tree, whole } = look;
  const at = inImage(state, opened.path);
  const answer = at === undefined ? undefined : entryAt(tree, at);
  if (at === undefined || !answer || answer.is === 'yes') return undefined;
  const own = ownPath(opened.path, state);
  // Elsewhere than below the WORKDIR it is most often mounted.
  if (own === undefined || (opened.served && makes)) return undefined;
  const by = { file: code, at: opened.span };
  const because = answer.because.text;
  const over = mountedOver(file, at, project);
  // A directory that is mounted is there, if only empty.
  if (over === 'maybe' || (opened.served && over !== 'nothing')) return undefined;
  const common = { by, opened, path: at, because };
  if (over !== 'nothing')
    return makes ? undefined : { ...common, outside: over.wanted, mount: over };
  if (answer.is === 'unknown') {
    const outside = makes ? undefined : leftOut(own, code, look);
    return outside !== undefined && because.startsWith(`${outside} is ignored by Git`)
      ? { ...common, outside }
      : undefined;
  }
  const source = sourceOf(own, code, look);
  // What is made before the build comes with the directory that is copied.
  const left = opened.served && because.startsWith('.dockerignore');
  if (source === undefined && !left && (whole || makes)) return undefined;
  if (source === undefined && opened.path.startsWith('/') && project.mentioned(dirname(at)))
    return undefined;
  return { ...common, ...(source === undefined ? {} : { source }) };
};

/** A path as it is seen from the WORKDIR; undefined where it is elsewhere. */
const ownPath = (text: string, { workdir }: State): string | undefined => {
  if (!text.startsWith('/')) return text;
  const path = `/${joinPath(text) ?? ''}`;
  return workdir === undefined || workdir === '/' ? undefined : inside(workdir, path);
};

/** The source of the COPY that brings a file of the project. */
const copyOf = (tree: Tree, file: Path): Span | undefined => {
  for (const path of filesIn(tree)) {
    const entry = entryAt(tree, path);
    if (entry.is === 'yes' && entry.value.source === file)
      return entry.from.kind === 'context' ? entry.from.place.at : undefined;
  }
  return undefined;
};

const isDirectory = (text: string, folder: Path, project: Project): boolean => {
  const path = joinPath(folder, text);
  return path === undefined || /[*?[]/.test(text) || !project.exists(path);
};

/** Whether code writes files, or may fetch them from elsewhere. */
const mayBring = (path: Path, project: Project): boolean => {
  const code = project.python(path);
  return !!code && (!!code.writes || code.imports.some(({ module }) => fetchers.test(module)));
};

// Libraries that bring files from elsewhere, or run programs that do.
const fetchers =
  /^(?:boto3?|botocore|s3fs|gcsfs|fsspec|smart_open|google|azure|minio|requests|urllib|httpx|aiohttp|wget|gdown|huggingface_hub|mlflow|dvc|wandb|kaggle|subprocess|paramiko|shutil|zipfile|tarfile|hdfs|clearml|comet_ml|neptune)(?:\.|$)/;

/** The place of a file that is in no clone of the repository, and of which nothing there says how it comes. */
const leftOut = (text: string, code: Path, { folder, project }: Look): Path | undefined =>
  project.mentioned(basename(text))
    ? undefined
    : places(text, code, folder).find(
        (path) => project.gitIgnored(path) && !isThere(path, project) && !isFetched(path, project),
      );

/** The file of the project that a path means where the code is developed: from the build context, or beside the code. */
const sourceOf = (text: string, code: Path, { folder, project }: Look): Path | undefined =>
  places(text, code, folder).find((path) => isThere(path, project));

const places = (text: string, code: Path, folder: Path): readonly Path[] =>
  [folder, dirname(code)].flatMap((base) => joinPath(base, text) ?? []);

const isThere = (path: Path, project: Project): boolean =>
  project.exists(path) || (path !== '' && project.under(path).length > 0);
