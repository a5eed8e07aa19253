import type { Span } from '../../text/span.ts';

/** What the build of a project reads from its directory, as its pyproject.toml says. */
export interface ProjectBuild {
  readonly backend: Backend;
  /** The name, as it is written. */
  readonly name: string;
  /** Files without which the build fails. */
  readonly files: readonly NeededFile[];
  /** Files and directories, one of which the build needs, each relative to the pyproject.toml; empty where none is needed. */
  readonly code: readonly string[];
  /** The last parts of a path that the build finds in any directory as well. */
  readonly anywhere?: string;
  /** `tool.uv.package = false`, or it is one of a workspace. */
  readonly notByUv: boolean;
}

/** A file that a key of the pyproject.toml names. */
export interface NeededFile {
  readonly path: string;
  readonly key: string;
  readonly at: Span;
}

/** What builds a project, of those whose needs are known. */
export type Backend = 'hatchling' | 'setuptools' | 'uv_build' | 'poetry-core' | 'flit' | 'pdm';

type Table = Readonly<Record<string, unknown>>;

/** Reads what the build of a project needs; undefined where it has no build system, or one that is not known. */
export const projectBuild = (root: Table, text: string): ProjectBuild | undefined => {
  const project = tableAt(root, 'project');
  const poetry = tableAt(root, 'tool', 'poetry');
  const uv = tableAt(root, 'tool', 'uv');
  const backend = backends[String(tableAt(root, 'build-system')['build-backend'])];
  const name = project['name'] ?? poetry['name'];
  if (!backend || typeof name !== 'string' || poetry['package-mode'] === false) return undefined;
  const needed = codeOf[backend](root, name.toLowerCase().replace(/[-_.]+/g, '_'));
  return {
    ...{ backend, name, files: filesOf(root, backend, text), ...needed },
    notByUv: uv['package'] === false || 'workspace' in uv,
  };
};

const backends: Readonly<Record<string, Backend | undefined>> = {
  'hatchling.build': 'hatchling',
  'setuptools.build_meta': 'setuptools',
  uv_build: 'uv_build',
  'poetry.core.masonry.api': 'poetry-core',
  'flit_core.buildapi': 'flit',
  'pdm.backend': 'pdm',
};

type Code = Pick<ProjectBuild, 'code' | 'anywhere'>;

// What each does without its code was tried with uv 0.13.9, pip 23.0 and the backends of 2026-11.
const codeOf: Readonly<Record<Backend, (root: Table, module: string) => Code>> = {
  hatchling: (root, module) =>
    'build' in tableAt(root, 'tool', 'hatch')
      ? { code: [] }
      : {
          code: [`${module}/__init__.py`, `src/${module}/__init__.py`, `${module}.py`],
          anywhere: `/${module}/__init__.py`,
        },
  setuptools: (root) => {
    const own = tableAt(root, 'tool', 'setuptools');
    const { where } = tableAt(own, 'packages', 'find');
    const base = tableAt(own, 'package-dir')[''] ?? (isOne(where) ? where[0] : undefined);
    return { code: typeof base === 'string' && base !== '.' && base !== '' ? [base] : [] };
  },
  uv_build: (root, module) => {
    const own = tableAt(root, 'tool', 'uv', 'build-backend');
    const { 'module-root': base = 'src', 'module-name': name = module, namespace } = own;
    if (typeof base !== 'string' || typeof name !== 'string' || namespace === true)
      return { code: [] };
    return { code: [under(base, `${name.replaceAll('.', '/')}/__init__.py`)] };
  },
  'poetry-core': (root, module) => {
    const { packages } = tableAt(root, 'tool', 'poetry');
    if (packages === undefined) return { code: anyOf(module) };
    const [first] = Array.isArray(packages) ? packages : [];
    const { include, from = '', format } = isTable(first) ? first : {};
    if (typeof include !== 'string' || typeof from !== 'string' || format !== undefined)
      return { code: [] };
    return { code: /[*?[]/.test(include) ? [] : [under(from, include)] };
  },
  flit: (root, module) => {
    const { name = module } = tableAt(root, 'tool', 'flit', 'module');
    return { code: typeof name === 'string' ? anyOf(name.replaceAll('.', '/')) : [] };
  },
  pdm: () => ({ code: [] }),
};

const anyOf = (module: string): readonly string[] =>
  [module, `${module}.py`].flatMap((each) => [each, `src/${each}`]);

const under = (folder: string, path: string): string =>
  /^\.?\/?$/.test(folder) ? path : `${folder.replace(/\/+$/, '')}/${path}`;

/** The files that metadata are read from. setuptools goes on without them. */
const filesOf = (root: Table, backend: Backend, text: string): readonly NeededFile[] => {
  if (backend === 'setuptools') return [];
  const project = tableAt(root, 'project');
  const poetry = tableAt(root, 'tool', 'poetry');
  const version = tableAt(root, 'tool', 'hatch', 'version')['path'];
  const readme = project['readme'] ?? poetry['readme'];
  const named: readonly (readonly [string, unknown])[] = [
    ...[readme].flat().map((each): [string, unknown] => ['readme', fileIn(each) ?? each]),
    ['license', fileIn(project['license'])],
    ['version', backend === 'hatchling' ? version : undefined],
  ];
  return named.flatMap(([key, path]): readonly NeededFile[] => {
    const at = typeof path === 'string' ? text.indexOf(path) : -1;
    return typeof path === 'string' && at >= 0 && /^[\w./-]+$/.test(path)
      ? [{ path, key, at: [at, at + path.length] }]
      : [];
  });
};

const fileIn = (value: unknown): unknown => (isTable(value) ? value['file'] : undefined);

const isOne = (value: unknown): value is readonly unknown[] =>
  Array.isArray(value) && value.length === 1;

const isTable = (value: unknown): value is Table =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const tableAt = (root: Table, ...keys: readonly string[]): Table =>
  keys.reduce<Table>((table, key) => {
    const value = Object.hasOwn(table, key) ? table[key] : undefined;
    return isTable(value) ? value : {};
  }, root);
