import type { Copy } from '../syntax/dockerfile/model.ts';
import { isGlob } from '../text/glob.ts';
import { recent } from '../text/memo.ts';
import { ancestors, dirname, joinPath, type Path } from '../text/path.ts';
import type { Build } from './builds.ts';
import type { DockerfileIn, Project } from './project.ts';

/** A COPY or ADD that takes files from the build context, with its literal sources. */
export const contextCopies = (file: DockerfileIn): readonly Copy[] =>
  file.instructions.flatMap((instruction) => {
    if (instruction.keyword !== 'COPY' && instruction.keyword !== 'ADD') return [];
    return instruction.from ? [] : [instruction];
  });

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
    const guesses = (): readonly Pick<Context, 'folder' | 'found'>[] =>
      ancestors(dirname(file.path)).map((folder) => ({ folder, found: foundIn(folder) }));
    const best = mostOf<Pick<Context, 'folder' | 'found' | 'stated'>>(
      stated.length > 0 ? stated : guesses(),
    );
    return { folder: dirname(file.path), found: 0, ...best, named };
  }),
);

/** The first of those with the most sources in them. */
const mostOf = <T extends Pick<Context, 'found'>>(all: readonly T[]): T | undefined => {
  const most = Math.max(...all.map(({ found }) => found));
  return all.find(({ found }) => found === most);
};

/** Whether a file or a folder with files stands at the path. */
export const standsAt = (project: Project, path: Path): boolean =>
  project.exists(path) || project.under(path).length > 0;
