import type { Copy } from '../syntax/dockerfile/model.ts';
import { isGlob } from '../text/glob.ts';
import { recent } from '../text/memo.ts';
import { ancestors, dirname, joinPath, type Path } from '../text/path.ts';
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
  /** Other folders that hold as many of its sources: the context may be one of them as well. */
  readonly others: readonly Path[];
}

/** The likeliest build context: the Dockerfile's folder or the ancestor in which most of its sources stand. */
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
    const guesses = ancestors(dirname(file.path)).map((folder) => ({
      folder,
      found: sources.filter((source) => standsAt(project, joinPath(folder, source) ?? source))
        .length,
    }));
    const found = Math.max(0, ...guesses.map((each) => each.found));
    const [best, ...others] = guesses.filter((each) => each.found === found);
    return {
      folder: best?.folder ?? dirname(file.path),
      found,
      named: sources.length,
      others: others.map(({ folder }) => folder),
    };
  }),
);

/** Whether a file or a folder with files stands at the path. */
export const standsAt = (project: Project, path: Path): boolean =>
  project.exists(path) || project.under(path).length > 0;
