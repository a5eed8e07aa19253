import { distributionsOf } from '../../data/python-knowledge.ts';
import type { DockerfileIn, Project } from '../../project/project.ts';
import { foreignImports, loadedFiles } from '../../project/python-imports.ts';
import { isOverridden } from '../../project/services.ts';
import { startCommand } from '../../project/start-command.ts';
import type { Stage } from '../../syntax/dockerfile/model.ts';
import type { WebApp } from '../../syntax/python/idle.ts';
import { pythonProgram } from '../../syntax/shell/program.ts';
import type { Word } from '../../syntax/word.ts';
import { dirname, joinPath, type Path } from '../../text/path.ts';
import type { Span } from '../../text/span.ts';
import { entryOf } from '../start/entry.ts';

/** A web application that the started file makes and that nothing starts. */
export interface NotStarted {
  /** The word of the start command that names the file or the module. */
  readonly word: Word;
  /** `python` runs it as a module: `-m`. */
  readonly module: boolean;
  /** The words behind it. */
  readonly rest: readonly Word[];
  readonly path: Path;
  readonly app: WebApp;
}

/** The web application of the Python file that a stage starts, where that file and all that it imports come to their end without starting anything; undefined where that is not known. */
export const serverNotStarted = (
  file: DockerfileIn,
  stage: Stage,
  project: Project,
): NotStarted | undefined => {
  const words = startCommand(stage)?.words ?? [];
  const python = pythonProgram(words);
  const word = python?.file ?? python?.module;
  // Python asks for more after the end of the file.
  if (!python || !word || words.some(({ text }) => /^-\w*i/.test(text))) return undefined;
  const entry = entryOf(file, stage, project);
  const app = entry && project.python(entry.file)?.idle?.app;
  if (!app || entry.word !== word || /__init__\.py$/.test(entry.file)) return undefined;
  const packages = python.module ? packagesAbove(entry.file, entry.root, project) : [];
  if (![entry.file, ...packages].every((each) => isIdle(each, entry.root, project)))
    return undefined;
  if (isOverridden(file, project)) return undefined;
  const { module, rest } = python;
  return { word, module: module !== undefined, rest, path: entry.file, app };
};

/** The call of Ray Serve in the Python file that a stage starts, where nothing waits after it; undefined where that is not known. */
export const servedAndLeft = (
  file: DockerfileIn,
  stage: Stage,
  project: Project,
): { readonly word: Word; readonly path: Path; readonly at: Span } | undefined => {
  const words = startCommand(stage)?.words ?? [];
  const python = pythonProgram(words);
  const word = python?.file ?? python?.module;
  if (!word || words.some(({ text }) => /^-\w*i/.test(text))) return undefined;
  const entry = entryOf(file, stage, project);
  const serve = entry && project.python(entry.file)?.rayServe;
  if (!entry || !serve?.ends || entry.word !== word || project.mentioned('RAY_ADDRESS'))
    return undefined;
  return isOverridden(file, project) ? undefined : { word, path: entry.file, at: serve.span };
};

/** The files that are loaded before a module, since it is in their package. */
const packagesAbove = (path: Path, root: Path, project: Project): readonly Path[] => {
  const found: Path[] = [];
  for (let at = dirname(path); at !== root && at !== ''; at = dirname(at)) {
    const init = joinPath(at, '__init__.py');
    if (init !== undefined && project.exists(init)) found.push(init);
  }
  return found;
};

/** Whether a file and those of the project that it imports start nothing: what they call is of libraries that are known. */
const isIdle = (path: Path, root: Path, project: Project): boolean => {
  const foreign = foreignImports(path, root, project);
  return loadedFiles(path, root, project).every((file) => {
    const code = project.python(file);
    const theirs = foreign.filter((each) => each.file === file);
    const isForeign = (module: string): boolean => theirs.some((each) => each.module === module);
    // One that is guarded may be of the project, and is not followed then.
    const followed = code?.imports.every(
      ({ level, module, when }) => when !== 'guarded' || (level === 0 && isForeign(module)),
    );
    const known = code?.idle?.modules.every(
      (module) => isPublic(module, project) && isForeign(module),
    );
    return !!followed && !!known;
  });
};

const isPublic = (module: string, { packages }: Project): boolean =>
  !!packages &&
  (packages.standard.includes(module.split('.')[0] ?? '') ||
    distributionsOf(packages, module) !== undefined);
