import { startsOnlyShell } from '../../data/base-images.ts';
import { isArchived, isTestData } from '../../project/homes.ts';
import type { ComposeFile, DockerfileIn, Project } from '../../project/project.ts';
import { buildsOfLast } from '../../project/services.ts';
import type { ComposeService, ComposeVolume } from '../../syntax/builds/compose-service.ts';
import type { Stage, Start } from '../../syntax/dockerfile/model.ts';
import { lineage, rootImage } from '../../syntax/dockerfile/stages.ts';
import { finalState, inImage } from '../../syntax/dockerfile/state.ts';
import { scriptOfWords } from '../../syntax/shell/exec.ts';
import { programWords } from '../../syntax/shell/program.ts';
import type { Word } from '../../syntax/word.ts';
import { lazy } from '../../text/memo.ts';
import { ancestors, basename, dirname, joinPath, type Path } from '../../text/path.ts';
import { type Known, no, unknown, yes } from '../known.ts';
import { treeOf } from '../stage.ts';
import { wordsOf } from '../start/server-flags.ts';
import { type Entry, entryAt, inside } from '../tree.ts';
import type { Result } from './check.ts';
import { isFetched } from './mounted-over.ts';
import { startedIn } from './start-target.ts';

/** What is wrong with what a service of a compose file starts in the image that it builds of a Dockerfile. */
export interface ServiceResult extends Result {
  /** The compose file. */
  readonly by: Path;
  readonly service: string;
}

/** Whether the files and modules that services of compose files start in place of CMD are in the image, or in what they mount. */
export const serviceFiles = (
  file: DockerfileIn,
  stage: Stage,
  project: Project,
): readonly ServiceResult[] =>
  buildsOfLast(file, project).flatMap(({ file: by, service }) => {
    if (isArchived(by) || isTestData(by) || service.open) return [];
    const same = othersOf(by, service, project);
    if (same.some(({ open, workdir }) => open || workdir)) return [];
    const words = startWords(service, stage);
    const volumes = [...service.volumes, ...same.flatMap((each) => each.volumes)];
    const results = words ? judged({ file, stage, project, by, service, volumes }, words) : [];
    return results.map((result) => ({ ...result, by, service: service.name }));
  });

/** The services of the same name in the files beside a compose file, which may be given with it. */
const othersOf = (
  by: Path,
  { name }: ComposeService,
  project: Project,
): readonly ComposeService[] =>
  project
    .composeFiles()
    .filter(({ file }: ComposeFile) => file !== by && dirname(file) === dirname(by))
    .flatMap(({ services }) => services.filter((each) => each.name === name));

/** A word of the Dockerfile, before those of the compose file. */
const outside = -1;

/** What a service starts, after the ENTRYPOINT that it leaves as it is; undefined when that is not known, or when it leaves CMD as well. */
const startWords = (
  { command, entrypoint }: ComposeService,
  stage: Stage,
): readonly Word[] | undefined => {
  if ((!command && !entrypoint) || command?.dynamic || entrypoint?.dynamic) return undefined;
  const own = [entrypoint, command].flatMap((part) => (part ? wordsOf(part) : []));
  if (entrypoint) return own;
  const before = entrypointOf(stage);
  return before && [...before, ...own];
};

/** The words of the ENTRYPOINT of a stage, without a place; undefined when it is a script, or not known. */
const entrypointOf = (stage: Stage): readonly Word[] | undefined => {
  const found = lineage(stage)
    .flatMap(({ instructions }) => instructions.toReversed())
    .find((each): each is Start => each.keyword === 'ENTRYPOINT');
  const image = rootImage(stage);
  if (!found) {
    // What these start is told to start what it is given.
    const shell = image && startsOnlyShell(image);
    return shell === undefined || shell === 'node' ? undefined : [];
  }
  if (found.form === 'shell' || found.words.some(({ dynamic }) => dynamic)) return undefined;
  const words = found.words.map((word): Word => ({ ...word, span: [outside, outside] }));
  const [program] = programWords([...words, { text: '', raw: '', span: [0, 0], dynamic: false }]);
  // What a script does before is not followed.
  return program &&
    /^(?:python[\d.]*|uvicorn|gunicorn|streamlit|celery|)$/.test(basename(program.text))
    ? words
    : undefined;
};

interface Container {
  readonly file: DockerfileIn;
  readonly stage: Stage;
  readonly project: Project;
  readonly by: Path;
  readonly service: ComposeService;
  readonly volumes: readonly ComposeVolume[];
}

// What is run before a server and leaves the files as they are.
const harmless = /^(?:echo|sleep|set|true|:|printf|date|ls|pwd|whoami|nc|pg_isready|alembic)$/;

const judged = (container: Container, words: readonly Word[]): readonly Result[] => {
  const { broken, commands } = scriptOfWords(words);
  if (broken) return [];
  for (const { assignments, conditional, name, piped, words: own } of commands) {
    if (assignments.some(({ text }) => text.startsWith('PYTHONPATH='))) return [];
    if (harmless.test(name)) continue;
    if (conditional || piped) return [];
    return ofCommand(container, programWords(own));
  }
  return [];
};

const ofCommand = (container: Container, words: readonly Word[]): readonly Result[] => {
  const { file, project, service, stage } = container;
  const state = finalState(file, stage);
  const { workdir } = service;
  const folder = workdir ? inImage(state, workdir.text) : state.workdir;
  if (workdir?.dynamic || folder === undefined) return [];
  const tree = lazy(() => treeOf(file, stage, project).end);
  const at = (path: string): Known<Entry> => {
    const mount = mountAt(container, path);
    return mount ? heldBy(mount, project) : entryAt(tree(), path);
  };
  const results = startedIn(
    {
      ...{ file, stage, project, tree, at, state: { ...state, workdir: folder } },
      hides: () => false,
      mounted: (path) => mountAt(container, path)?.said,
      moved: movesPython(container),
    },
    words,
  );
  return results.filter((each) => each.at[0] !== outside).map((each) => inCompose(each, container));
};

/** A result whose fix is for the compose file, where its words stand as they are. */
const inCompose = (result: Result, { by, service }: Container): Result => {
  const { fix, ...rest } = result;
  const { command, entrypoint } = service;
  const exact = [command, entrypoint].some((part) =>
    part?.places.some(
      ([from, to], i) =>
        from <= result.at[0] && result.at[1] <= to && to - from === part.words[i]?.length,
    ),
  );
  if (!fix || !exact) return rest;
  const edits = () => fix.edits().map((edit) => ({ ...edit, path: by }));
  return { ...rest, fix: { ...fix, edits } };
};

/** Whether a service may tell Python of other directories. */
const movesPython = ({ by, project, service }: Container): boolean =>
  service.environment.some(({ name }) => name === 'PYTHONPATH') ||
  service.envFiles.some(({ text }) => {
    const path = joinPath(dirname(by), text);
    const held = path === undefined ? undefined : project.envFile(path);
    return !held || held.values.some(({ name }) => name === 'PYTHONPATH');
  });

/** What a service has at a path that something is mounted over. */
interface Mount {
  /** The places in the project that are meant; none when it is not of the project. */
  readonly places: readonly Path[];
  /** The directories that may be mounted. */
  readonly roots: readonly Path[];
  /** What people call it. */
  readonly said: string;
}

/** The innermost volume over a path. */
const mountAt = ({ by, volumes }: Container, path: string): Mount | undefined => {
  let best:
    | { readonly volume: ComposeVolume; readonly rest: string; readonly at: number }
    | undefined;
  for (const volume of volumes) {
    if (volume.target.includes('$')) return { places: [], roots: [], said: volume.target };
    const target = volume.target.replace(/(?<=.)\/+$/, '');
    const rest = inside(target, path);
    if (rest !== undefined && target.length >= (best?.at ?? 0))
      best = { volume, rest, at: target.length };
  }
  if (!best) return undefined;
  const { rest, volume } = best;
  const { source = '', target, type } = volume;
  const own = type === 'bind' && /^\./.test(source) && !source.includes('$');
  const roots = own ? ancestors(dirname(by)).flatMap((base) => joinPath(base, source) ?? []) : [];
  const places = roots.flatMap((root) => joinPath(root, rest) ?? []);
  return { places, roots, said: `${source}, which is mounted at ${target}` };
};

/** Whether the project has what is mounted; what Git leaves out, submodules and other files bring may be there as well. */
const heldBy = ({ places, roots, said }: Mount, project: Project): Known<Entry> => {
  const [own] = places;
  const isDirectory = (path: Path): boolean => path === '' || project.under(path).length > 0;
  const held = places.find((path) => project.exists(path) || isDirectory(path));
  if (held !== undefined) {
    const kind = project.exists(held) ? 'file' : 'directory';
    return yes({ kind, source: held }, { kind: 'base', image: said });
  }
  const open =
    own === undefined ||
    !isDirectory(roots[0] ?? own) ||
    project.exists('.gitmodules') ||
    places.some((path) => project.gitIgnored(path) || isFetched(path, project));
  return open ? unknown({ text: 'a directory is mounted over it' }) : no({ text: said });
};
