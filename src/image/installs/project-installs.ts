import type { Project } from '../../project/project.ts';
import { type MarkerEnvironment, markerHolds } from '../../syntax/python/marker.ts';
import type {
  LockFile,
  ProjectFile,
  ProjectRequirement,
} from '../../syntax/python/project-file.ts';
import { normalName } from '../../syntax/requirements.ts';
import type { Command } from '../../syntax/shell/model.ts';
import { launched } from '../../syntax/shell/program.ts';
import { dirname, joinPath, type Path } from '../../text/path.ts';
import type { Installed } from './installed.ts';
import { readRequirements } from './requirement-lines.ts';

/** What a command asks of a project's own file of dependencies. */
interface Asked {
  readonly extras: readonly string[];
  readonly groups: (file: ProjectFile) => readonly string[];
  readonly main: boolean;
  /** It takes what the lock file says. */
  readonly locked: boolean;
  /** The lock file says as well what the project requires. */
  readonly frozen?: boolean;
}

/** Whether a command is `uv sync`, `poetry install`, `pdm sync` or `pipenv install`, which install what a file of the project says. */
export const isProjectInstall = (command: Command): boolean => {
  const { name, words } = launched(command);
  const verbs = Object.hasOwn(installVerbs, name) ? installVerbs[name] : undefined;
  // `poetry run pip install` installs what pip is told.
  if (name === 'poetry' && words.some(({ text }) => text === 'run')) return false;
  const own = words.slice(1, name === 'poetry' ? undefined : 2);
  return !!verbs && own.some(({ text }) => verbs.includes(text));
};

const installVerbs: Readonly<Record<string, readonly string[]>> = {
  uv: ['sync'],
  poetry: ['install', 'sync'],
  pdm: ['install', 'sync'],
  pipenv: ['install', 'sync'],
};

/** The file in which a command that installs a project looks for what it needs. */
export const projectFileOf = (command: Command): string =>
  launched(command).name === 'pipenv' ? 'Pipfile' : 'pyproject.toml';

/** What such a command installs for the file at a path; undefined when that is not known. */
export const projectInstalls = (
  command: Command,
  path: Path,
  python: string | undefined,
  project: Project,
): readonly Installed[] | undefined => {
  const { name, words } = launched(command);
  const texts = words.slice(1).map(({ text }) => text);
  if (words.some(({ dynamic }) => dynamic)) return undefined;
  const exports = texts[0] === 'export' || texts[0] === 'requirements';
  const asked = exports
    ? askedOfExport(name, texts)
    : name === 'uv'
      ? askedOfUv(texts)
      : name === 'poetry'
        ? askedOfPoetry(texts)
        : name === 'pdm'
          ? askedOfPdm(texts)
          : askedOfPipenv(texts);
  const file = asked && project.pythonProject(path);
  if (!asked || !file || file.by === 'none') return undefined;
  return requirementsOf(file, asked, path, python, project);
};

/** What `pip install .` installs for a directory with these files of a project, the first of which that says it counts; undefined when that is not known. */
export const packageInstalls = (
  paths: readonly Path[],
  extras: readonly string[],
  python: string | undefined,
  project: Project,
): readonly Installed[] | undefined => {
  const asked: Asked = { extras, groups: () => [], main: true, locked: false };
  for (const path of paths) {
    const file = project.pythonProject(path);
    // A script whose dependencies are not written in literals.
    if (!file) return undefined;
    const elsewhere = file.by === 'setup' && !says(file) && path !== paths.at(-1);
    if (file.by === 'none' || elsewhere) continue;
    return requirementsOf(file, asked, path, python, project);
  }
  return undefined;
};

// What a setup.py with extras alone needs may stand in setup.cfg.
const says = ({ dependencies, files }: ProjectFile): boolean =>
  dependencies.length > 0 || files.length > 0;

const valuesOf = (texts: readonly string[], ...flags: readonly string[]): readonly string[] =>
  texts.flatMap((text, i) => {
    const flag = flags.find((each) => text === each || text.startsWith(`${each}=`));
    if (flag === undefined) return [];
    const value = text === flag ? (texts[i + 1] ?? '') : text.slice(flag.length + 1);
    return value.split(',').map(normalName);
  });

const askedOfUv = (texts: readonly string[]): Asked | undefined => {
  const has = (flag: string): boolean => texts.includes(flag);
  if (['--package', '--all-packages', '--script', '--project', '--directory'].some(has))
    return undefined;
  const only = valuesOf(texts, '--only-group');
  const without = valuesOf(texts, '--no-group');
  const more = valuesOf(texts, '--group');
  const groups = (file: ProjectFile): readonly string[] => {
    if (only.length > 0) return only;
    const own = has('--all-groups')
      ? Object.keys(file.groups)
      : has('--no-default-groups')
        ? []
        : file.defaultGroups;
    return [...own, ...more].filter(
      (each) => !without.includes(each) && !(has('--no-dev') && each === 'dev'),
    );
  };
  const extras = has('--all-extras') ? ['*'] : valuesOf(texts, '--extra');
  const main = only.length === 0 && !has('--only-dev');
  return { extras, groups, main, locked: true, frozen: has('--frozen') && main };
};

const askedOfPoetry = (texts: readonly string[]): Asked => {
  const has = (flag: string): boolean => texts.includes(flag);
  const only = valuesOf(texts, '--only');
  const without = valuesOf(texts, '--without');
  const more = valuesOf(texts, '--with');
  const groups = (file: ProjectFile): readonly string[] => {
    if (only.length > 0) return only.filter((each) => each !== 'main');
    return Object.keys(file.groups).filter(
      (each) =>
        (more.includes(each) || !file.optionalGroups.includes(each)) &&
        !without.includes(each) &&
        !(has('--no-dev') && each === 'dev'),
    );
  };
  const extras = has('--all-extras') ? ['*'] : valuesOf(texts, '--extras', '-E');
  return { extras, groups, main: only.length === 0 || only.includes('main'), locked: true };
};

/** What pdm installs without the dependencies for development, which stand in more than one place. */
const askedOfPdm = (texts: readonly string[]): Asked | undefined =>
  texts.some((text) => /^--prod(?:uction)?$/.test(text)) &&
  texts.slice(1).every((text) => /^(?:--(?!group|with|without|project)|-v)/.test(text))
    ? { extras: [], groups: () => [], main: true, locked: true }
    : undefined;

/** What pipenv installs when it is given no package, file or category. */
const askedOfPipenv = (texts: readonly string[]): Asked | undefined => {
  const dev = texts.some((text) => text === '--dev' || text === '-d');
  return texts
    .slice(1)
    .every((text) => /^(?:--(?:system|deploy|dev|ignore-pipfile|clear|verbose)|-[dv])$/.test(text))
    ? { extras: [], groups: () => (dev ? ['dev'] : []), main: true, locked: true }
    : undefined;
};

/** What an export takes: Poetry leaves groups out that are not named (poetry-plugin-export 1.9). */
const askedOfExport = (name: string, texts: readonly string[]): Asked | undefined => {
  if (name === 'pipenv') return askedOfPipenv(texts.filter((text) => text !== '--hash'));
  if (name === 'uv')
    return texts.some((text) => /^--(?:prune|no-emit-(?:package|local)|only-emit)/.test(text))
      ? undefined
      : askedOfUv(texts);
  const asked = askedOfPoetry(texts);
  const all = texts.some((text) => text === '--all-groups' || text === '--dev');
  const named = valuesOf(texts, '--with', '--only');
  return {
    ...asked,
    groups: (file) => asked.groups(file).filter((each) => all || named.includes(each)),
  };
};

const requirementsOf = (
  file: ProjectFile,
  { extras, frozen, groups, locked, main }: Asked,
  path: Path,
  python: string | undefined,
  project: Project,
): readonly Installed[] | undefined => {
  const chosen = extras.includes('*') ? Object.keys(file.extras) : extras.map(normalName);
  const lists: (readonly ProjectRequirement[])[] = main ? [file.dependencies] : [];
  for (const extra of chosen) {
    const list = file.extras[extra];
    if (!list) return undefined;
    lists.push(list);
  }
  for (const group of groups(file)) {
    const list = file.groups[group];
    if (list) lists.push(list);
  }
  const environment = python === undefined ? {} : { python };
  const installed: Installed[] = lists
    .flat()
    .filter(({ marker }) => markerHolds(marker, environment) !== false)
    .map(
      ({ at, extras: own, name, version }): Installed => ({
        name,
        extras: own,
        version,
        file: path,
        at,
      }),
    );
  for (const name of main ? file.files : []) {
    const target = joinPath(dirname(path), name);
    const lines = target === undefined ? undefined : readRequirements(target, project, python);
    if (!lines) return undefined;
    installed.push(...lines);
  }
  const lock = locked ? lockBeside(path, file.by, project) : undefined;
  if (!lock) return installed;
  const own = frozen ? Object.values(lock).find((each) => each.own)?.requires : undefined;
  return withLocked(
    [...installed, ...(own ?? []).map((name) => inLock(name, path))],
    lock,
    path,
    environment,
  );
};

const lockBeside = (path: Path, by: ProjectFile['by'], project: Project): LockFile | undefined => {
  for (const name of by === 'pipenv' ? ['Pipfile.lock'] : ['uv.lock', 'poetry.lock', 'pdm.lock']) {
    const lock = project.pythonLock(joinPath(dirname(path), name) ?? name);
    if (lock) return lock;
  }
  return undefined;
};

const inLock = (name: string, path: Path): Installed => ({
  name,
  extras: [],
  version: '',
  file: path,
  at: [0, 0],
});

/** What is installed with all that the lock file brings for it. */
const withLocked = (
  installed: readonly Installed[],
  lock: LockFile,
  path: Path,
  environment: MarkerEnvironment,
): readonly Installed[] | undefined => {
  const all = new Map<string, Installed>();
  const dev = installed.some(({ name }) => lock[name]?.pipenv === 'develop');
  const listed = Object.keys(lock).flatMap((name): readonly Installed[] => {
    const list = lock[name]?.pipenv;
    const taken = list === 'default' || (dev && list === 'develop');
    return taken ? [inLock(name, path)] : [];
  });
  const queue = [...installed, ...listed];
  for (let next = queue.shift(); next; next = queue.shift()) {
    if (all.has(next.name)) continue;
    const locked = Object.hasOwn(lock, next.name) ? lock[next.name] : undefined;
    // A lock that is older than the project file says nothing of it.
    if (!locked) return undefined;
    if (markerHolds(locked.marker ?? '', environment) === false) continue;
    const { at, file } = next;
    all.set(next.name, { ...next, version: `==${locked.version}`, complete: true });
    for (const name of locked.requires) queue.push({ name, extras: [], version: '', file, at });
  }
  return [...all.values()];
};
