import { type PythonKnowledge, packageFacts } from '../../data/python-knowledge.ts';
import { knownRequirements } from '../../image/installs/requirement-lines.ts';
import { closureOf, type Wanted } from '../../project/closure.ts';
import type { Project } from '../../project/project.ts';
import { pinnedRelease, takesPython } from '../../project/wheels.ts';
import type { LockFile, ProjectFile } from '../../syntax/python/project-file.ts';
import { joinPath, type Path } from '../../text/path.ts';

/** What installs the dependencies of a directory, and what they are. */
export interface Needs {
  readonly by: 'uv' | 'poetry' | 'pipenv' | 'requirements' | 'project' | 'nothing';
  /** The files that say them, seen from the directory. */
  readonly files: readonly Path[];
  /** What is asked for directly. */
  readonly wanted: readonly Wanted[];
  /** Releases that a lock file or a pin decides. */
  readonly pinned: readonly Pinned[];
  /** The pyproject.toml lists them as PEP 621 has it, so that they are read without the code. */
  readonly listed?: true;
  /** The project itself is installed as a package. */
  readonly own: boolean;
}

export interface Pinned {
  readonly name: string;
  readonly release: string;
}

/** The requirements files that are likely what runs, the likeliest first. */
const requirementFiles = [
  'requirements.txt',
  'requirements-prod.txt',
  'requirements_prod.txt',
  'requirements/prod.txt',
  'requirements/production.txt',
  'requirements/base.txt',
  'requirements/requirements.txt',
];

/** How the dependencies of a directory are installed; in words where that is not supported. */
export const needsOf = (folder: Path, project: Project): Needs | string => {
  const there = (name: string): boolean => project.exists(joinPath(folder, name) ?? name);
  const at = (name: string): Path => joinPath(folder, name) ?? name;
  const file = project.pythonProject(at('pyproject.toml'));
  const own = file?.build !== undefined;
  if (file && there('uv.lock'))
    return locked(
      'uv',
      ['pyproject.toml', 'uv.lock'],
      file,
      project.pythonLock(at('uv.lock')),
      own && !file.build?.notByUv,
    );
  if (file && there('poetry.lock'))
    return locked(
      'poetry',
      ['pyproject.toml', 'poetry.lock'],
      file,
      project.pythonLock(at('poetry.lock')),
      own,
    );
  if (there('Pipfile') && there('Pipfile.lock'))
    return locked(
      'pipenv',
      ['Pipfile', 'Pipfile.lock'],
      project.pythonProject(at('Pipfile')),
      project.pythonLock(at('Pipfile.lock')),
      false,
    );
  const list = requirementFiles.find((name) => project.requirements(at(name)));
  if (list !== undefined) return fromRequirements(list, folder, project);
  const says = ['pyproject.toml', 'setup.py', 'setup.cfg'].filter(there);
  const main = says
    .map((name) => project.pythonProject(at(name)))
    .find((each) => each && each.by !== 'none' && each.by !== 'pipenv');
  if (main?.by === 'poetry')
    return 'The pyproject.toml has no poetry.lock: run `poetry lock` first, so that each build installs the same.';
  if (main) {
    const listed = main.by === 'project' && main.dependencies.length > 0;
    const wanted = wantedOf(main.dependencies);
    return { by: 'project', files: says, ...wanted, own, ...(listed ? { listed } : {}) };
  }
  if (there('Pipfile'))
    return 'The Pipfile has no Pipfile.lock: run `pipenv lock` first, so that each build installs the same.';
  for (const name of ['environment.yml', 'environment.yaml', 'conda.yaml'])
    if (there(name))
      return `What ${at(name)} lists is installed with conda, for which no Dockerfile is made yet.`;
  return { by: 'nothing', files: [], wanted: [], pinned: [], own: false };
};

const locked = (
  by: Needs['by'],
  files: readonly string[],
  file: ProjectFile | undefined,
  lock: LockFile | undefined,
  own: boolean,
): Needs => {
  const { wanted } = wantedOf(file?.dependencies ?? []);
  const reached = reachedIn(
    lock ?? {},
    wanted.map(({ name }) => name),
  );
  const pinned = reached.flatMap((name): Pinned[] => {
    const release = lock?.[name]?.version ?? '';
    return release === '' || lock?.[name]?.pipenv === 'develop' ? [] : [{ name, release }];
  });
  return { by, files, wanted, pinned, own };
};

/** What a lock installs of some distributions, with what they require. */
const reachedIn = (lock: LockFile, names: readonly string[]): readonly string[] => {
  const seen = new Set<string>();
  const queue = Object.values(lock).some(({ pipenv }) => pipenv) ? Object.keys(lock) : [...names];
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    if (seen.has(next) || !Object.hasOwn(lock, next)) continue;
    seen.add(next);
    queue.push(...(lock[next]?.requires ?? []));
  }
  return [...seen];
};

const fromRequirements = (list: string, folder: Path, project: Project): Needs => {
  const path = joinPath(folder, list) ?? list;
  const { lines } = knownRequirements(path, project, undefined);
  const includes = (project.requirements(path)?.includes ?? []).flatMap((each) => {
    const base = list.includes('/') ? list.slice(0, list.lastIndexOf('/')) : '';
    return joinPath(base, each.path) ?? [];
  });
  const own = [list, ...includes].some(
    (each) => project.requirements(joinPath(folder, each) ?? each)?.own,
  );
  return { by: 'requirements', files: [list, ...includes], ...wantedOf(lines), own };
};

const wantedOf = (all: readonly Wanted[]): Pick<Needs, 'wanted' | 'pinned'> => ({
  wanted: all.map(({ extras, name, version }) => ({ extras, name, version })),
  pinned: all.flatMap(({ name, version }) => {
    const release = pinnedRelease(version);
    return release === undefined ? [] : [{ name, release }];
  }),
});

/** The names of all that is installed, as far as that is known. */
export const installedNames = (
  { pinned, wanted }: Pick<Needs, 'wanted' | 'pinned'>,
  python: string | undefined,
  { packages }: Project,
): ReadonlySet<string> =>
  new Set([
    ...pinned.map(({ name }) => name),
    ...(packages ? closureOf(wanted, python, packages).likely : wanted.map(({ name }) => name)),
  ]);

/** A requirement on the newest release that is known of a distribution, for a Python. */
export const newestPin = (
  name: string,
  python: string,
  packages: PythonKnowledge | undefined,
): string => {
  const releases = packages ? (packageFacts(packages, name)?.v ?? []) : [];
  const found = releases.findLast(
    (each) =>
      /^[\d.]+$/.test(each) && packages && takesPython(name, each, python, packages) !== false,
  );
  return found === undefined ? name : `${name}==${found}`;
};
