import type { Project } from '../../project/project.ts';
import { loadedFiles } from '../../project/python-imports.ts';
import { ancestors, dirname, joinPath, type Path, relativeTo } from '../../text/path.ts';
import type { Needs } from './needs.ts';
import type { Start } from './starts.ts';

/** Where an image starts the code of a directory, all paths seen from that directory. */
export interface Place {
  readonly file: Path;
  /** The dotted name of the file, seen from the directory on Python's path. */
  readonly module: string;
  /** The working directory. */
  readonly workdir: Path;
  /** The directory that has to be put on Python's path. */
  readonly onPath?: Path;
  /** The file finds its modules when Python runs it as a file. */
  readonly runsAsFile: boolean;
  /** The code makes files below its directory. */
  readonly writes: boolean;
}

/** Whether a start is part of a package that is the directory itself, so that it is loaded from the directory above only. */
export const isInPackage = (
  { file, kind }: Pick<Start, 'file' | 'kind'>,
  folder: Path,
  project: Project,
): boolean => dirname(file) === folder && (isRelative(file, project) || kind === 'package');

/** Where a start finds its modules, and the files that it opens by relative paths. */
export const placeOf = (start: Start, folder: Path, needs: Needs, project: Project): Place => {
  const { file } = start;
  const { root: found, certain } = rootOf(start, folder, project);
  const loaded = loadedFiles(file, found, project);
  const installed = needs.own && isSource(relativeTo(folder, found) ?? '');
  // A server looks for modules in its working directory first.
  const cwd = certain && !installed && (start.kind === 'asgi' || start.kind === 'wsgi');
  const folders = cwd ? [found, folder] : [folder, found, dirname(file)];
  const workdir = start.kind === 'django' ? found : workdirOf(loaded, folders, project);
  const root = certain || start.kind === 'django' ? found : workdir;
  const inner = relativeTo(root, file) ?? file;
  const known = root === workdir || installed;
  return {
    file: relativeTo(folder, file) ?? file,
    module: inner.replace(/(?:\/__(?:init|main)__)?\.py$/, '').replaceAll('/', '.'),
    workdir: relativeTo(folder, workdir) ?? '',
    ...(known ? {} : { onPath: relativeTo(folder, root) ?? '' }),
    runsAsFile: !isRelative(file, project) && (!certain || root === dirname(file) || installed),
    writes: loaded.some((each) => project.python(each)?.writes),
  };
};

/** Whether a package that is installed has its modules from this directory on the path. */
const isSource = (folder: Path): boolean => folder === '' || folder === 'src';

const isRelative = (file: Path, project: Project): boolean =>
  (project.python(file)?.imports ?? []).some(({ level, when }) => level > 0 && when !== 'lazy');

/** The modules of the project that the start needs and that stand outside of its directory only. */
export const modulesOutside = (
  { file }: Start,
  { onPath, workdir }: Place,
  folder: Path,
  project: Project,
): readonly string[] => {
  if (folder === '') return [];
  const root = joinPath(folder, onPath ?? workdir) ?? folder;
  const names = loadedFiles(file, root, project).flatMap((each) =>
    (project.python(each)?.imports ?? []).flatMap(({ level, module, when }) => {
      const name = module.split('.')[0] ?? module;
      const there = [root, folder, dirname(each)].some((base) => standsIn(base, name, project));
      return level === 0 && when === 'always' && !there ? [name] : [];
    }),
  );
  const { imports = {}, standard = [] } = project.packages ?? {};
  return [...new Set(names)].filter(
    (name) =>
      !Object.hasOwn(imports, name) &&
      !standard.includes(name) &&
      project
        .under('')
        .some(
          (path) =>
            relativeTo(folder, path) === undefined &&
            new RegExp(`(?:^|/)${name}(?:\\.py|/__init__\\.py)$`).test(path),
        ),
  );
};

interface Root {
  readonly root: Path;
  /** An import tells it. */
  readonly certain: boolean;
}

/** The directory from which most of the imports of the start find modules of the project. */
const rootOf = ({ file, kind }: Start, folder: Path, project: Project): Root => {
  if (kind === 'django') return { root: dirname(dirname(file)), certain: true };
  const all = ancestors(dirname(file)).filter((each) => relativeTo(folder, each) !== undefined);
  const nested = isRelative(file, project) || kind === 'package';
  const fit = all.filter(
    (each) => (!nested || each !== dirname(file)) && isModule(relativeTo(each, file) ?? file),
  );
  const counts = fit.map((root) => ({ root, count: foundFrom(root, file, project) }));
  const most = Math.max(0, ...counts.map(({ count }) => count));
  // The outermost of equal ones: `app.main` reads better than `main` with another working directory.
  const best = counts.findLast(({ count }) => count === most)?.root ?? dirname(file);
  return {
    root: nested && most === 0 ? outOfPackage(file, fit, project) : best,
    certain: most > 0 || nested,
  };
};

/** The directory that the outermost package around a file is in. */
const outOfPackage = (file: Path, fit: readonly Path[], project: Project): Path => {
  const around = fit.find(
    (each) => !project.exists(joinPath(each, '__init__.py') ?? '__init__.py'),
  );
  return around ?? fit.at(-1) ?? dirname(file);
};

const isModule = (path: Path): boolean =>
  path
    .replace(/\.py$/, '')
    .split('/')
    .every((part) => /^[A-Za-z_]\w*$/.test(part));

/** How many of the modules that the start and what it loads import stand in a directory. */
const foundFrom = (root: Path, file: Path, project: Project): number => {
  const names = new Set(
    loadedFiles(file, root, project).flatMap((each) =>
      (project.python(each)?.imports ?? []).flatMap(({ level, module, when }) =>
        level === 0 && when !== 'guarded' ? [module] : [],
      ),
    ),
  );
  return [...names].filter((name) => standsIn(root, name, project)).length;
};

const standsIn = (root: Path, module: string, project: Project): boolean => {
  const path = joinPath(root, module.replaceAll('.', '/')) ?? module;
  return (
    project.exists(`${path}.py`) ||
    project.exists(`${path}/__init__.py`) ||
    project.under(path).some((each) => dirname(each) === path && each.endsWith('.py'))
  );
};

/** Of some directories that from which most files are found that the code opens by relative paths; the first where they are equal. */
const workdirOf = (files: readonly Path[], folders: readonly Path[], project: Project): Path => {
  const opened = files.flatMap((file) => project.python(file)?.opened ?? []);
  const counts = folders.map(
    (folder) =>
      opened.filter(
        ({ path }) => !path.startsWith('/') && project.exists(joinPath(folder, path) ?? path),
      ).length,
  );
  return folders[counts.indexOf(Math.max(...counts))] ?? folders[0] ?? '';
};
