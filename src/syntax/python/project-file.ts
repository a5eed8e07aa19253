import { parse } from 'smol-toml';
import type { Span } from '../../text/span.ts';
import { normalName } from '../requirements.ts';
import { endOfDependencies, type ListEnd } from './dependency-list.ts';
import { type ProjectBuild, projectBuild } from './project-build.ts';

/** A requirement of a pyproject.toml or of a lock file. */
export interface ProjectRequirement {
  /** The name as PyPI compares it. */
  readonly name: string;
  readonly extras: readonly string[];
  /** `==1.2`, `>=1,<2`, or empty. */
  readonly version: string;
  readonly marker: string;
  readonly at: Span;
}

/** What a pyproject.toml says of what its project needs. */
export interface ProjectFile {
  /** The table that says it, or `setup()`; `none` where none does, or where another file does. */
  readonly by: 'project' | 'poetry' | 'pipenv' | 'setup' | 'none';
  readonly dependencies: readonly ProjectRequirement[];
  readonly extras: Readonly<Record<string, readonly ProjectRequirement[]>>;
  /** Groups of PEP 735, or of Poetry. */
  readonly groups: Readonly<Record<string, readonly ProjectRequirement[]>>;
  /** Groups that are left out unless they are asked for. */
  readonly optionalGroups: readonly string[];
  /** The groups that `uv sync` installs by itself. */
  readonly defaultGroups: readonly string[];
  /** The requirements files, beside it, whose lines it takes. */
  readonly files: readonly string[];
  /** Where a dependency can be added, in a list of `[project]`. */
  readonly end?: ListEnd;
  /** What its build reads. */
  readonly build?: ProjectBuild;
}

/** Reads a pyproject.toml; undefined when it is not TOML. */
export const parseProjectFile = (text: string): ProjectFile | undefined => {
  const root = readToml(text);
  const build = root && projectBuild(root, text);
  return root && { ...needsOf(root, text), ...(build ? { build } : {}) };
};

const needsOf = (root: Table, text: string): ProjectFile => {
  const project = tableIn(root, 'project');
  const poetry = tableIn(tableIn(root, 'tool'), 'poetry');
  const uv = tableIn(tableIn(root, 'tool'), 'uv');
  const groups = groupsOf(tableIn(root, 'dependency-groups'), text);
  const files = filesOf(tableIn(tableIn(tableIn(root, 'tool'), 'setuptools'), 'dynamic'));
  const dynamic = stringsIn(project['dynamic']).includes('dependencies') && files.length === 0;
  if ('project' in root && !dynamic && ('dependencies' in project || !('dependencies' in poetry))) {
    const end = endOfDependencies(text);
    return {
      by: 'project',
      dependencies: requirementsIn(project['dependencies'], text),
      extras: mapped(tableIn(project, 'optional-dependencies'), (list) =>
        requirementsIn(list, text),
      ),
      groups: { ...groups, ...poetryGroups(poetry, text) },
      optionalGroups: optionalGroups(poetry),
      defaultGroups: 'default-groups' in uv ? stringsIn(uv['default-groups']) : ['dev'],
      files,
      ...(end ? { end } : {}),
    };
  }
  if (!('dependencies' in poetry)) return { ...noProject, groups };
  return {
    by: 'poetry',
    dependencies: poetryRequirements(tableIn(poetry, 'dependencies'), text),
    extras: {},
    groups: { ...groups, ...poetryGroups(poetry, text) },
    optionalGroups: optionalGroups(poetry),
    defaultGroups: [],
    files: [],
  };
};

/** Reads a Pipfile: the packages, and those for development as a group. */
export const parsePipfile = (text: string): ProjectFile | undefined => {
  const root = readToml(text);
  return (
    root && {
      ...noProject,
      by: 'pipenv',
      dependencies: poetryRequirements(tableIn(root, 'packages'), text),
      groups: { dev: poetryRequirements(tableIn(root, 'dev-packages'), text) },
    }
  );
};

/** The files that setuptools reads for the dependencies. */
const filesOf = (dynamic: Table): readonly string[] => {
  const { file } = tableIn(dynamic, 'dependencies');
  return typeof file === 'string' ? [file] : stringsIn(file);
};

/** A file that says nothing of what its project needs. */
export const noProject: ProjectFile = {
  by: 'none',
  dependencies: [],
  extras: {},
  groups: {},
  optionalGroups: [],
  defaultGroups: ['dev'],
  files: [],
};

/** What is locked: each distribution with those that it requires, whatever the platform. */
export type LockFile = Readonly<
  Record<
    string,
    {
      readonly version: string;
      readonly requires: readonly string[];
      /** The list of a Pipfile.lock, which does not say what requires what. */
      readonly pipenv?: 'default' | 'develop';
      /** When a Pipfile.lock has it installed. */
      readonly marker?: string;
      /** It is the project itself, as uv locks it. */
      readonly own?: boolean;
    }
  >
>;

/** Reads a uv.lock, poetry.lock or pdm.lock; undefined when it is not TOML or locks nothing. */
export const parseLockFile = (text: string): LockFile | undefined => {
  const packages = readToml(text)?.['package'];
  if (!Array.isArray(packages)) return undefined;
  const locked: Record<string, { version: string; requires: string[]; own?: boolean }> = {};
  for (const each of packages) {
    if (!isTable(each)) continue;
    const { name, version } = each;
    if (typeof name !== 'string') continue;
    const own = locked[normalName(name)] ?? { version: '', requires: [] };
    locked[normalName(name)] = own;
    if (typeof version === 'string') own.version = version;
    const source = tableIn(each, 'source');
    if (source['virtual'] === '.' || source['editable'] === '.') own.own = true;
    own.requires.push(...lockedRequires(each['dependencies']));
    for (const extra of Object.values(tableIn(each, 'optional-dependencies')))
      own.requires.push(...lockedRequires(extra));
  }
  return locked;
};

/** Reads a Pipfile.lock; undefined when it is not JSON or locks nothing. */
export const parsePipfileLock = (text: string): LockFile | undefined => {
  let root: unknown;
  try {
    root = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isTable(root) || !isTable(root['default'])) return undefined;
  const named = (list: 'default' | 'develop') =>
    Object.entries(tableIn(isTable(root) ? root : {}, list)).map(([name, entry]) => {
      const version = isTable(entry) ? entry['version'] : undefined;
      const pinned = typeof version === 'string' ? version.replace(/^==/, '') : '';
      const marker = isTable(entry) ? entry['markers'] : undefined;
      const when = typeof marker === 'string' ? { marker } : {};
      return [normalName(name), { version: pinned, requires: [], pipenv: list, ...when }] as const;
    });
  return Object.fromEntries([...named('develop'), ...named('default')]);
};

const lockedRequires = (value: unknown): readonly string[] => {
  if (Array.isArray(value))
    return value.flatMap((each: unknown) => {
      const name = isTable(each) ? each['name'] : (requirement.exec(String(each))?.[1] ?? '');
      return typeof name === 'string' && name !== '' ? [normalName(name)] : [];
    });
  return isTable(value) ? Object.keys(value).map(normalName) : [];
};

type Table = Readonly<Record<string, unknown>>;

const isTable = (value: unknown): value is Table =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const readToml = (text: string): Table | undefined => {
  try {
    return parse(text);
  } catch {
    return undefined;
  }
};

const tableIn = (table: Table, key: string): Table => {
  const value = Object.hasOwn(table, key) ? table[key] : undefined;
  return isTable(value) ? value : {};
};

const stringsIn = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];

const mapped = <T>(table: Table, make: (value: unknown) => T): Readonly<Record<string, T>> =>
  Object.fromEntries(Object.entries(table).map(([key, value]) => [normalName(key), make(value)]));

const requirement =
  /^\s*([A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)\s*(?:\[([^\]]*)\])?\s*([^;@]*?)\s*(?:@[^;]*)?(?:;\s*(.*))?$/s;

/** The requirements in a list of strings, with their places in the text. */
export const requirementsIn = (value: unknown, text: string): readonly ProjectRequirement[] =>
  stringsIn(value).flatMap((each) => {
    const match = requirement.exec(each);
    if (!match?.[1]) return [];
    const [, name, extras = '', version = '', marker = ''] = match;
    return [
      {
        name: normalName(name),
        extras: extras.split(',').flatMap((extra) => extra.trim() || []),
        version: version.replace(/[\s()]/g, ''),
        marker,
        at: placeOf(text, each),
      },
    ];
  });

/** Groups of PEP 735, those that they include with them. */
const groupsOf = (table: Table, text: string): ProjectFile['groups'] => {
  const one = (name: string, depth: number): readonly ProjectRequirement[] => {
    const list = table[name];
    if (!Array.isArray(list) || depth > 8) return [];
    const included = list.flatMap((each: unknown) =>
      isTable(each) && typeof each['include-group'] === 'string' ? [each['include-group']] : [],
    );
    return [...requirementsIn(list, text), ...included.flatMap((each) => one(each, depth + 1))];
  };
  return Object.fromEntries(Object.keys(table).map((name) => [normalName(name), one(name, 0)]));
};

/** The dependencies of Poetry: a version, or a table with one; optional ones are left out. */
const poetryRequirements = (table: Table, text: string): readonly ProjectRequirement[] =>
  Object.entries(table).flatMap(([name, value]) => {
    if (name === 'python') return [];
    if (isTable(value) && value['optional'] === true) return [];
    const written = typeof value === 'string' ? value : isTable(value) ? value['version'] : '';
    return [
      {
        name: normalName(name),
        extras: isTable(value) ? stringsIn(value['extras']) : [],
        version: typeof written === 'string' ? pipVersion(written) : '',
        marker: isTable(value) && typeof value['markers'] === 'string' ? value['markers'] : '',
        at: placeOf(text, name),
      },
    ];
  });

/** A version of Poetry as pip writes it: `^1.2` is `>=1.2`, its upper bound left open. */
const pipVersion = (written: string): string => {
  const text = written.trim();
  if (text === '*' || text === '') return '';
  if (/^\d/.test(text)) return `==${text}`;
  return text.replace(/[\^~](?=\d)/g, '>=').replace(/\s/g, '');
};

const poetryGroups = (poetry: Table, text: string): ProjectFile['groups'] => {
  const old = tableIn(poetry, 'dev-dependencies');
  const groups = mapped(tableIn(poetry, 'group'), (group) =>
    poetryRequirements(tableIn(isTable(group) ? group : {}, 'dependencies'), text),
  );
  return Object.keys(old).length > 0 ? { dev: poetryRequirements(old, text), ...groups } : groups;
};

const optionalGroups = (poetry: Table): readonly string[] =>
  Object.entries(tableIn(poetry, 'group')).flatMap(([name, group]) =>
    isTable(group) && group['optional'] === true ? [normalName(name)] : [],
  );

/** Where a text stands in the file; its start where it is written in another way. */
const placeOf = (text: string, written: string): Span => {
  const at = Math.max(0, text.indexOf(written));
  return [at, at === 0 ? 0 : at + written.length];
};
