import type { DockerfileIn, Project } from '../../project/project.ts';
import { type ForeignImport, foreignImports } from '../../project/python-imports.ts';
import type { Stage } from '../../syntax/dockerfile/model.ts';
import { basename, type Path } from '../../text/path.ts';
import { type Entry, entryOf } from './entry.ts';

/** How sure it is that the code of a container loads a module: at its start, once it does something, or if that file runs at all. */
export type Sureness = 'start' | 'later' | 'perhaps';

/** The import by which the code comes to a module. */
export interface ModuleUse {
  readonly by: ForeignImport;
  readonly sure: Sureness;
}

/** What is known of the code that a stage runs. */
export interface StageCode {
  /** Where the start is known, and the imports behind it. */
  readonly entry?: Entry;
  readonly imports: readonly ForeignImport[];
}

const mostFiles = 400;

// Code that is for other machines than the one that the image is for.
const aside =
  /(?:^|\/)(?:tests?|examples?|docs?|notebooks|benchmarks?|\.[^/]+)\/|(?:^|\/)(?:test_[^/]*|conftest|setup)\.py$/;

/** The imports of the code that a stage starts or, where its start is not known, of the code in its context. */
export const codeOf = (
  file: DockerfileIn,
  stage: Stage,
  folder: Path,
  project: Project,
): StageCode => {
  const entry = entryOf(file, stage, project);
  if (entry) return { entry, imports: foreignImports(entry.file, entry.root, project) };
  const files = project
    .under(folder)
    .filter((path) => path.endsWith('.py') && !aside.test(path))
    .slice(0, mostFiles);
  return {
    imports: files.flatMap((path) =>
      (project.python(path)?.imports ?? []).flatMap(({ span, level, ...each }) =>
        level === 0 ? { ...each, file: path, at: span } : [],
      ),
    ),
  };
};

/** The surest import of a module that nothing guards. */
export const useOf = (
  module: string,
  { entry, imports }: StageCode,
  project: Project,
): ModuleUse | undefined => {
  const all = imports.filter((each) => loads(each, module) && !each.guarded);
  const always = all.find(({ when }) => when === 'always');
  if (entry) {
    const by = always ?? all.find(({ when }) => when === 'lazy');
    return by && { by, sure: by === always ? 'start' : 'later' };
  }
  // Whether a name is the project's own is found by following a file.
  return always && isForeign(always, module, project) ? { by: always, sure: 'perhaps' } : undefined;
};

const isForeign = (by: ForeignImport, module: string, project: Project): boolean =>
  foreignImports(by.file, by.file.slice(0, -basename(by.file).length - 1), project).some(
    (each) => each.file === by.file && loads(each, module),
  );

/** Whether an import loads a module: `import a.b`, `from a import b`, `from a.b import c`. */
const loads = ({ module, names }: ForeignImport, wanted: string): boolean =>
  module === wanted ||
  module.startsWith(`${wanted}.`) ||
  names.some((name) => `${module}.${name}` === wanted);
