import { compiledPackages } from '../../data/compiled-packages.ts';
import type { PythonKnowledge } from '../../data/python-knowledge.ts';
import { safelySatisfies } from '../../project/closure.ts';
import { filesOfAll, filesOfRelease, lacksWheel, takesPython } from '../../project/wheels.ts';
import { joinPath, type Path } from '../../text/path.ts';
import type { Asked } from './asked.ts';
import type { Needs, Pinned } from './needs.ts';

/** The Pythons that an image is made with: the one that most libraries have wheels for, then older and newer ones that get fixes, then those that get none. */
const offered = ['3.12', '3.11', '3.13', '3.14', '3.10', '3.9', '3.8'];

/** The Python of an image, and why it is not the usual one. */
export interface ChosenPython {
  readonly version: string;
  readonly why?: string;
}

/** The Python that a directory asks for, else the first of those offered for which all that is pinned has wheels. */
export const choosePython = (folder: Path, needs: Needs, asked: Asked): ChosenPython => {
  const own = versionFile(folder, asked);
  const range = wantedRange(folder, asked);
  const allowed = offered.filter(
    (each) => range === undefined || safelySatisfies(`${each}.99`, range.specifier),
  );
  if (own && allowed.includes(own.version))
    return { version: own.version, why: `${own.file} says it.` };
  const { packages } = asked.project;
  const candidates = allowed.length > 0 ? allowed : offered;
  const lacking = (each: string): readonly Pinned[] =>
    packages ? needs.pinned.filter((pin) => lacks(pin, each, packages)) : [];
  const least = Math.min(...candidates.map((each) => lacking(each).length));
  const version = candidates.find((each) => lacking(each).length === least) ?? '3.12';
  const [without] = lacking(version);
  if (without)
    return {
      version,
      why: `${without.name} ${without.release} is made for none of the Pythons from 3.8 on, as far as its wheels tell; a newer release is.`,
    };
  if (version === '3.12') return { version };
  if (allowed[0] === version && range)
    return { version, why: `${range.file} asks for ${range.specifier}.` };
  const newer = `3.${Number(version.slice(2)) + 1}`;
  const needy = packages && needs.pinned.find((pin) => lacks(pin, newer, packages));
  return needy
    ? { version, why: `${needy.name} ${needy.release} is not made for Python ${newer}.` }
    : { version };
};

const lacks = ({ name, release }: Pinned, python: string, packages: PythonKnowledge): boolean => {
  const around = filesOfRelease(name, release.replace(/\+.*$/, ''), packages);
  const minor = Number(python.slice(2));
  if (
    around &&
    lacksWheel(around, 'glibc', minor) &&
    around.files.some(({ glibc }) => glibc.length > 0)
  )
    return true;
  return takesPython(name, release, python, packages) === false;
};

/** The Debian packages with which what has no wheel is compiled. */
export const compilersFor = (
  { pinned, wanted }: Needs,
  python: string,
  packages: PythonKnowledge | undefined,
): readonly string[] => {
  if (!packages) return [];
  const names = [...new Set([...pinned, ...wanted].map(({ name }) => name))];
  const compiled = names.filter((name) => {
    if (!Object.hasOwn(compiledPackages, name)) return false;
    const pin = pinned.find((each) => each.name === name);
    const none = filesOfAll(name, packages)?.every(
      ({ glibc, musl }) => glibc.length + musl.length === 0,
    );
    return none === true || (pin !== undefined && lacks(pin, python, packages));
  });
  if (compiled.length === 0) return [];
  return ['build-essential', ...compiled.flatMap((name) => compiledPackages[name]?.headers ?? [])];
};

const versionFiles = ['.python-version', 'runtime.txt'];

/** The file that people or tools write the Python into. */
const versionFile = (
  folder: Path,
  { text }: Asked,
): { version: string; file: string } | undefined => {
  for (const file of versionFiles) {
    const [, version] =
      /^\s*(?:c?python-?)?(3\.\d+)(?:\.\d+)?\s*$/m.exec(
        text(joinPath(folder, file) ?? file) ?? '',
      ) ?? [];
    if (version !== undefined) return { version, file };
  }
  return undefined;
};

/** The files, besides those that the engine reads, that tell the Python of a directory. */
export const filesForPython = (folder: Path): readonly Path[] =>
  versionFiles.map((name) => joinPath(folder, name) ?? name);

/** The Pythons that a project is for: `requires-python`, Poetry's `python`, a Pipfile's `python_version`. */
const wantedRange = (
  folder: Path,
  { text }: Asked,
): { specifier: string; file: string } | undefined => {
  const read = (name: string): string => text(joinPath(folder, name) ?? name) ?? '';
  const [, required] =
    /^[ \t]*requires-python[ \t]*=[ \t]*["']([^"']+)["']/m.exec(read('pyproject.toml')) ?? [];
  if (required) return { specifier: required.replace(/\s/g, ''), file: 'pyproject.toml' };
  const poetry = /^\[tool\.poetry\.dependencies\][^[]*?^python[ \t]*=[ \t]*["']([^"']+)["']/m.exec(
    read('pyproject.toml'),
  )?.[1];
  if (poetry) return { specifier: fromPoetry(poetry), file: 'pyproject.toml' };
  const [, pipenv] =
    /^[ \t]*python_(?:full_)?version[ \t]*=[ \t]*["'](3\.\d+)[^"']*["']/m.exec(read('Pipfile')) ??
    [];
  if (pipenv) return { specifier: `==${pipenv}.*`, file: 'Pipfile' };
  const [, setup] =
    /\bpython_requires[ \t]*=[ \t]*["']?([<>=!~][^"'\n]*)/.exec(
      `${read('setup.py')}\n${read('setup.cfg')}`,
    ) ?? [];
  return setup ? { specifier: setup.replace(/\s|["',]+$/g, ''), file: 'setup.py' } : undefined;
};

/** A specifier of Poetry as pip writes it: `^3.11` is `>=3.11,<4`. */
const fromPoetry = (written: string): string =>
  written
    .split(/\s*\|\|\s*/)[0]
    ?.replace(/\s/g, '')
    .split(',')
    .map((each) => {
      if (each === '*') return '>=3';
      if (each.startsWith('^')) return `>=${each.slice(1)},<4`;
      if (/^~\d/.test(each)) return `~=${each.slice(1)}${each.split('.').length < 3 ? '.0' : ''}`;
      return /^\d/.test(each) ? `==${each.replace(/^(\d+\.\d+)$/, '$1.*')}` : each;
    })
    .join(',') ?? '';
