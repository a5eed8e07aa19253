import type { Copy } from '../syntax/dockerfile/model.ts';
import { isGlob } from '../text/glob.ts';
import { recent } from '../text/memo.ts';
import { ancestors, dirname, joinPath, type Path } from '../text/path.ts';
import type { Build } from './builds.ts';
import type { DockerfileIn, Project } from './project.ts';

/** A COPY or ADD that takes files from the build context, with its literal sources. */
export const contextCopies = recent((file: DockerfileIn): readonly Copy[] =>
  file.instructions.flatMap((instruction) => {
    if (instruction.keyword !== 'COPY' && instruction.keyword !== 'ADD') return [];
    return instruction.from ? [] : [instruction];
  }),
);

/** A source as a path below the context, or undefined for variables, globs, URLs and the context itself. */
export const literalSource = (source: string, dynamic: boolean): Path | undefined => {
  if (dynamic || isGlob(source) || /^[a-z+]+:\/\/|^git@/i.test(source)) return undefined;
  return joinPath(source) || undefined;
};

/** The folder that a Dockerfile is built from, as far as its COPY sources tell. */
export interface Context {
  readonly folder: Path;
  /** How many literal sources stand in it, and how many there are. */
  readonly found: number;
  readonly named: number;
  /** Other folders that hold as many of its sources: the context may be one of them as well. */
  readonly others: readonly Path[];
  /** The build that states it; without one it is a guess. */
  readonly stated?: Build;
}

/** The build context that a build of the project states, that in which most of its sources stand where several do; else the likeliest one: the Dockerfile's folder or the ancestor in which most stand. */
export const buildContext = (file: DockerfileIn, project: Project): Context =>
  contextsOf(project)(file);

const sourcesOf = recent((file: DockerfileIn): readonly Path[] => {
  const sources = new Set<Path>();
  for (const copy of contextCopies(file))
    for (const { text, dynamic } of copy.sources) {
      const source = literalSource(text, dynamic);
      if (source !== undefined) sources.add(source);
    }
  return [...sources];
});

/** A directory that may be the context. */
type Candidate = Pick<Context, 'folder' | 'found' | 'stated'>;

const contextsOf = recent((project: Project) =>
  recent((file: DockerfileIn): Context => {
    const sources = sourcesOf(file);
    const named = sources.length;
    const foundIn = (folder: Path): number =>
      sources.filter((source) => standsAt(project, joinPath(folder, source) ?? source)).length;
    const stated = project.builds(file.path).flatMap((build) => {
      const { context: folder } = build;
      return folder === undefined ? [] : [{ folder, found: foundIn(folder), stated: build }];
    });
    const guesses = (): readonly Candidate[] =>
      ancestors(dirname(file.path)).map((folder) => ({ folder, found: foundIn(folder) }));
    const all: readonly Candidate[] = stated.length > 0 ? stated : guesses();
    const found = Math.max(0, ...all.map((each) => each.found));
    const [best, ...others] = all.filter((each) => each.found === found);
    return {
      ...(best ?? { folder: dirname(file.path), found }),
      named,
      others: [...new Set(others.map(({ folder }) => folder))].filter(
        (folder) => folder !== best?.folder,
      ),
    };
  }),
);

/** Whether a file or a folder with files stands at the path. */
export const standsAt = (project: Project, path: Path): boolean =>
  project.exists(path) || project.under(path).length > 0;
