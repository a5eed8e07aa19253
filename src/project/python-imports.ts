import type { Import } from '../syntax/python/scan.ts';
import { once } from '../text/memo.ts';
import { ancestors, basename, dirname, joinPath, type Path, relativeTo } from '../text/path.ts';
import type { Project } from './project.ts';

/** A module that no file of the project provides, and the import that asks for it. */
export interface ForeignImport {
  readonly module: string;
  readonly names: readonly string[];
  readonly file: Path;
  readonly at: Import['span'];
  readonly when: Import['when'];
  /** A lazy one that stands in try or a condition of its function. */
  readonly guarded?: true;
}

const mostFiles = 400;

/** Follows the imports of `entry` through the project's own modules; `root` is the folder on Python's path. */
export const foreignImports = (
  entry: Path,
  root: Path,
  project: Project,
): readonly ForeignImport[] =>
  loaded(entry, root, project).flatMap(({ file, foreign }) =>
    foreign.map(({ span, level: _, ...each }) => ({ ...each, file, at: span })),
  );

/** The files of the project that Python loads when it starts one of them, itself first. */
export const loadedFiles = (entry: Path, root: Path, project: Project): readonly Path[] =>
  loaded(entry, root, project).map(({ file }) => file);

/** Whether some of what is imported has the name of a module of the project that is not found from there. */
export const hasUnfound = (entry: Path, root: Path, project: Project): boolean =>
  loaded(entry, root, project).some(({ unfound }) => unfound);

interface Loaded {
  readonly file: Path;
  /** It imports what looks like a module of the project and is not found. */
  readonly unfound: boolean;
  /** Its imports of modules that the project does not have. */
  readonly foreign: readonly Import[];
}

const loaded = (entry: Path, root: Path, project: Project): readonly Loaded[] => {
  const found: Loaded[] = [];
  const queue: Path[] = [entry, ...packagesOf(entry, root, project)];
  const seen = new Set<Path>(queue);
  for (
    let file = queue.shift();
    file !== undefined && seen.size < mostFiles;
    file = queue.shift()
  ) {
    const foreign: Import[] = [];
    let unfound = false;
    for (const each of project.python(file)?.imports ?? []) {
      const local = localFiles(each, file, root, project);
      if (local === undefined) foreign.push(each);
      else if (local.length === 0) unfound = true;
      for (const next of each.when === 'always' ? (local ?? []) : []) {
        if (seen.has(next)) continue;
        seen.add(next);
        queue.push(next);
      }
    }
    found.push({ file, foreign, unfound });
  }
  return found;
};

/** The `__init__.py` of each package that a file is in, which Python runs before it. */
const packagesOf = (entry: Path, root: Path, project: Project): readonly Path[] => {
  const inner = relativeTo(root, dirname(entry));
  const below = inner ? ancestors(inner).slice(0, -1).toReversed() : [];
  return below
    .flatMap((folder) => joinPath(root, folder, '__init__.py') ?? [])
    .filter((path) => path !== entry && project.exists(path));
};

/** The project's files that an import loads; empty for one that only looks local; undefined for a foreign module. */
const localFiles = (
  each: Import,
  file: Path,
  root: Path,
  project: Project,
): readonly Path[] | undefined => {
  if (each.level > 0) {
    const base = joinPath(dirname(file), ...Array<string>(each.level - 1).fill('..'));
    return base === undefined ? [] : modulesBelow(base, each, project);
  }
  const first = each.module.split('.')[0] ?? '';
  for (const base of new Set([root, dirname(file)])) {
    const top = joinPath(base, first) ?? first;
    if (project.exists(`${top}.py`) || project.exists(`${top}/__init__.py`))
      return modulesBelow(base, each, project);
    // A folder of Python files without __init__.py is a namespace package.
    if (project.under(top).some((path) => path.endsWith('.py')))
      return modulesBelow(base, each, project);
  }
  return ownModules(project.under('')).has(first) ? [] : undefined;
};

/** The names that may be modules of the project, wherever its files stand. */
const ownModules = once((paths: readonly Path[]): ReadonlySet<string> => {
  const names = new Set<string>();
  for (const path of paths) {
    const name = basename(path);
    if (name === '__init__.py') names.add(basename(dirname(path)));
    else if (name.endsWith('.py')) names.add(name.slice(0, -3));
    const [top] = path.split('/', 1);
    // A directory without Python files is no package.
    if (top !== undefined && top !== path && name.endsWith('.py')) names.add(top);
  }
  return names;
});

const modulesBelow = (base: Path, { module, names }: Import, project: Project): readonly Path[] => {
  const parts = module === '' ? [] : module.split('.');
  const folders = parts.map((_, i) => joinPath(base, ...parts.slice(0, i + 1)) ?? '');
  const target = folders.at(-1) ?? base;
  const candidates = [
    ...folders.map((folder) => `${folder}/__init__.py`),
    `${target}.py`,
    ...names.flatMap((name) => [`${target}/${name}.py`, `${target}/${name}/__init__.py`]),
  ].map((path) => path.replace(/^\//, ''));
  return candidates.filter((path) => project.exists(path));
};
