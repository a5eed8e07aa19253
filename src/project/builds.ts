import type { BuildPath, Recipe, StatedBuild } from '../syntax/builds/model.ts';
import { ancestors, dirname, joinPath, type Path } from '../text/path.ts';

/** A build of a Dockerfile that another file of the project states, with its paths from the root of the project. */
export interface Build extends Omit<StatedBuild, 'dockerfile' | 'context'> {
  /** The file that states it. */
  readonly file: Path;
  readonly dockerfile: Path;
  /** Missing when it is not known, or not in the project. */
  readonly context?: Path;
}

/** What the files of a project say of builds, by the Dockerfiles. */
export type Builds = ReadonlyMap<Path, readonly Build[]>;

/** Builds by the Dockerfiles that they are of. */
export const byDockerfile = (all: readonly Build[]): Builds => {
  const found = new Map<Path, Build[]>();
  for (const build of all) {
    const known = found.get(build.dockerfile);
    if (known) known.push(build);
    else found.set(build.dockerfile, [build]);
  }
  return found;
};

/** Whether a build names a further context so, from which COPY takes files as from a stage. */
export const isContext = (
  { path }: { readonly path: Path },
  name: string,
  project: { builds(dockerfile: Path): readonly Build[] },
): boolean =>
  project
    .builds(path)
    .some(({ contexts }) => contexts.some((each) => each.toLowerCase() === name.toLowerCase()));

/** The files of the project, as far as builds ask for them. */
export interface Files {
  exists(path: Path): boolean;
  isFolder(path: Path): boolean;
}

/** The builds that a file states of Dockerfiles that are there. */
export const resolvedBuilds = (file: Path, recipe: Recipe, files: Files): readonly Build[] =>
  recipe.builds.flatMap((stated) => {
    const found = placesOf(file, stated, files);
    if (!found) return [];
    const { at, plain, target, targetAt, args, contexts, images, service } = stated;
    return [
      {
        ...{ file, at, plain, ...found, args, contexts, images },
        ...(target === undefined ? {} : { target }),
        ...(targetAt ? { targetAt } : {}),
        ...(service ? { service } : {}),
      },
    ];
  });

interface Places {
  readonly dockerfile: Path;
  readonly context?: Path;
}

/** Where the Dockerfile and the context are; undefined when there is no such Dockerfile, or more than one may be meant. */
const placesOf = (
  file: Path,
  { dockerfile, context }: StatedBuild,
  files: Files,
): Places | undefined => {
  const found = new Map<Path, Places>();
  for (const base of ancestors(dirname(file))) {
    const path = at(file, dockerfile, base);
    if (path === undefined || !files.exists(path)) continue;
    const folder = context && at(file, context, base);
    const there = folder !== undefined && files.isFolder(folder);
    // What it builds from is not in the project, or the base is another one.
    if (context && !there && isOpen({ dockerfile, context })) continue;
    const places = { dockerfile: path, ...(there ? { context: folder } : {}) };
    found.set(`${path}\n${places.context}`, places);
    if (dockerfile.from === 'project') break;
  }
  const [only] = found.values();
  return found.size === 1 ? only : undefined;
};

const isOpen = ({ dockerfile, context }: Pick<StatedBuild, 'dockerfile' | 'context'>): boolean =>
  [dockerfile.from, context?.from].some((from) => from === 'anywhere' || from === 'project');

const at = (file: Path, { from, path }: BuildPath, base: Path): Path | undefined =>
  joinPath(
    from === 'file' ? dirname(file) : from === 'repository' ? repositoryOf(file) : base,
    path,
  );

/** The root of the repository that a file is in: where its workflows are, else that of the project. */
const repositoryOf = (file: Path): Path => /^(?:(.*)\/)?\.(?:github|gitea)\//.exec(file)?.[1] ?? '';
