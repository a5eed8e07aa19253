import { isTestData } from '../../project/homes.ts';
import type { Project } from '../../project/project.ts';
import { loadedFiles } from '../../project/python-imports.ts';
import { maskStrings } from '../../syntax/python/mask.ts';
import type { Import, PythonFile } from '../../syntax/python/scan.ts';
import { basename, dirname, joinPath, type Path, relativeTo } from '../../text/path.ts';
import type { Asked } from './asked.ts';

/** What an image may start. */
export interface Start {
  readonly kind: StartKind;
  readonly file: Path;
  /** The name of the web application in the file, or of the function without arguments that makes it. */
  readonly app?: string;
  readonly factory?: true;
  /** What its web application is made of: `FastAPI`. */
  readonly framework?: string;
}

export type StartKind =
  | 'asgi'
  | 'wsgi'
  | 'django'
  | 'streamlit'
  | 'gradio'
  | 'chainlit'
  | 'package'
  | 'script';

/** What people call what starts. */
export const calledAs = ({ framework, kind }: Start): string => framework ?? kindNames[kind];

const kindNames: Readonly<Record<StartKind, string>> = {
  asgi: 'ASGI',
  wsgi: 'WSGI',
  django: 'Django',
  streamlit: 'Streamlit',
  gradio: 'Gradio',
  chainlit: 'Chainlit',
  package: 'package',
  script: 'script',
};

/** Whether a start is a server, which answers until it is stopped. */
export const isServer = ({ kind }: Start): boolean => kind !== 'package' && kind !== 'script';

const frameworks: readonly (readonly [module: string, classes: string, kind: StartKind])[] = [
  ['fastapi', 'FastAPI', 'asgi'],
  ['starlette', 'Starlette', 'asgi'],
  ['litestar', 'Litestar', 'asgi'],
  ['quart', 'Quart', 'asgi'],
  ['flask', 'Flask', 'wsgi'],
  ['apiflask', 'APIFlask', 'wsgi'],
  ['dash', 'Dash', 'wsgi'],
];

const makesApp =
  /^def[ \t]+((?:create|make|get|build)_(?:\w+_)?(?:app|application|api))[ \t]*\(\s*\)/m;
const madeApp =
  /^(\w+)[ \t]*(?::[ \t]*[\w.]+[ \t]*)?=[ \t]*(?:\w{1,40}\.)?\w{0,40}(?:app|application)\w{0,40}[ \t]*\(/m;

/** What may start of the project in a directory, servers first, the likeliest of each kind first; `others` are directories below with projects of their own. */
export const startsBelow = (
  folder: Path,
  others: readonly Path[],
  asked: Asked,
): readonly Start[] => {
  const files = asked.project
    .under(folder)
    .filter((path) => path.endsWith('.py') && isOwn(relativeTo(folder, path) ?? path))
    .filter((path) => !others.some((each) => path.startsWith(`${each}/`)));
  const found = files.flatMap((file) => startIn(file, folder, asked) ?? []);
  const all = found.filter(isServer);
  const parts = new Map(all.map((each) => [each, partsOf(each, folder, asked.project)]));
  const servers = withoutParts(all, parts);
  const loaded = new Set(servers.flatMap((each) => [...(parts.get(each) ?? [])]));
  const rest = found.filter((each) => !isServer(each) && !loaded.has(each.file));
  return [...sorted(servers, folder), ...sorted(rest, folder)];
};

const notOwn =
  /(?:^|\/)(?:docs?|examples?|samples?|notebooks?|migrations|alembic|benchmarks?|templates?|tutorials?|\.[^/]+|\{\{[^/]*)\/|(?:^|\/)(?:test_[^/]*|[^/]*_test|conftest|setup|noxfile|tasks|fabfile|locustfile|conf|gunicorn(?:_conf|\.conf)?|manage)\.py$/;

const isOwn = (path: Path): boolean => !isTestData(path) && !notOwn.test(path);

const startIn = (file: Path, folder: Path, asked: Asked): Start | undefined => {
  const python = asked.project.python(file);
  const text = asked.text(file);
  if (!python || text === undefined || python.imports.some(isOfTest)) return undefined;
  const masked = maskStrings(text);
  return (
    djangoIn(file, folder, asked) ??
    appIn(file, masked, python, folder, asked) ??
    pageIn(file, masked, python) ??
    scriptIn(file, text, masked, python)
  );
};

/** Whether an import is of what tries an application out. */
const isOfTest = ({ module, names, when }: Import): boolean =>
  when !== 'lazy' && (module === 'pytest' || names.includes('TestClient'));

/** Django's `wsgi.py`, or its `asgi.py` where there is no other, below a `manage.py`. */
const djangoIn = (file: Path, folder: Path, { project, text }: Asked): Start | undefined => {
  const name = basename(file);
  const both = project.exists(joinPath(dirname(file), 'wsgi.py') ?? '');
  if (name !== 'wsgi.py' && (name !== 'asgi.py' || both)) return undefined;
  if (!/\bget_[aw]sgi_application\b/.test(text(file) ?? '')) return undefined;
  const above = dirname(dirname(file));
  const managed = project.exists(joinPath(above, 'manage.py') ?? 'manage.py');
  if (!managed && !project.exists(joinPath(folder, 'manage.py') ?? 'manage.py')) return undefined;
  return { kind: 'django', file, app: 'application' };
};

const appIn = (
  file: Path,
  masked: string,
  python: PythonFile,
  folder: Path,
  { project }: Asked,
): Start | undefined => {
  if (importsFrom(python, 'bentoml') || /\bserve\.ingress[ \t]*\(/.test(masked)) return undefined;
  for (const [module, name, kind] of frameworks) {
    if (!importsFrom(python, module)) continue;
    const made = new RegExp(
      `^(\\w+)[ \\t]*(?::[ \\t]*[\\w.]+[ \\t]*)?=[ \\t]*(?:\\w+\\.)?${name}[ \\t]*\\(`,
      'm',
    ).exec(masked)?.[1];
    if (made)
      return { kind, file, framework: name, app: name === 'Dash' ? serverOf(masked, made) : made };
  }
  const app = madeApp.exec(masked)?.[1];
  const factory = makesApp.exec(masked)?.[1];
  if (app === undefined && factory === undefined) return undefined;
  const used = new Set(
    loadedFiles(file, folder, project).flatMap((each) => modulesOf(project.python(each))),
  );
  const [, framework, kind] = frameworks.find(([module]) => used.has(module)) ?? [];
  if (!kind || !framework) return undefined;
  if (app !== undefined)
    return /^(?:app|application|api|server|\w+_app)$/.test(app)
      ? { kind, file, framework, app }
      : undefined;
  const own = frameworks.some(([module]) => importsFrom(python, module));
  return own && factory ? { kind, file, framework, app: factory, factory: true } : undefined;
};

/** The WSGI server of a Dash application: `server = app.server`. */
const serverOf = (masked: string, app: string): string =>
  new RegExp(`^(\\w+)[ \\t]*=[ \\t]*${app}\\.server\\b`, 'm').exec(masked)?.[1] ?? `${app}.server`;

const importsFrom = (python: PythonFile, module: string): boolean =>
  python.imports.some(
    (each) => each.level === 0 && each.when !== 'lazy' && each.module.split('.')[0] === module,
  );

const modulesOf = (python: PythonFile | undefined): readonly string[] =>
  (python?.imports ?? []).flatMap(({ level, module }) =>
    level === 0 ? [module.split('.')[0] ?? ''] : [],
  );

/** A page of Streamlit, an interface of Gradio or a chat of Chainlit. */
const pageIn = (file: Path, masked: string, python: PythonFile): Start | undefined => {
  const isPage = /(?:^|\/)pages\/[^/]+$/.test(file);
  const calls = /^[ \t]*(?:with[ \t]+)?st\.\w+(?:\.\w+)?[ \t]*\(/m;
  if (importsFrom(python, 'streamlit') && !isPage && calls.test(masked))
    return { kind: 'streamlit', file };
  if (importsFrom(python, 'gradio') && /\.launch[ \t]*\(/.test(masked))
    return { kind: 'gradio', file };
  if (importsFrom(python, 'chainlit') && /^@cl\.on_\w+/m.test(masked))
    return { kind: 'chainlit', file };
  return undefined;
};

const scriptNames =
  /^(?:main|app|run|serve|server|train|training|predict|inference|infer|bot|worker|pipeline|start|handler|rp_handler|consumer|producer|agent)\.py$/;

const scriptIn = (
  file: Path,
  text: string,
  masked: string,
  python: PythonFile,
): Start | undefined => {
  if (basename(file) === '__main__.py') return { kind: 'package', file };
  if (/^if[ \t]+__name__[ \t]*==[ \t]*["']__main__["']/m.test(text))
    return { kind: 'script', file };
  const does = /^[A-Za-z_][\w.]*[ \t]*\(|^(?:for|while|with)\b/m.test(masked);
  return scriptNames.test(basename(file)) && does && !python.idle
    ? { kind: 'script', file }
    : undefined;
};

/** Servers without those that another of them loads as a part of itself: a page, or an application that is mounted. */
const withoutParts = (
  servers: readonly Start[],
  parts: ReadonlyMap<Start, ReadonlySet<Path>>,
): readonly Start[] =>
  servers.filter(
    (each) =>
      !servers.some(
        (other) =>
          other !== each &&
          parts.get(other)?.has(each.file) &&
          // Two files that load each other are both kept.
          !parts.get(each)?.has(other.file),
      ),
  );

const partsOf = ({ file }: Start, folder: Path, project: Project): ReadonlySet<Path> =>
  new Set(loadedFiles(file, folder, project).slice(1));

const aside = /(?:^|\/)(?:scripts?|tools?|utils?|ci|hack)\//;

/** The likeliest first: beside what says the dependencies, by a name that people give to what starts. */
const sorted = (starts: readonly Start[], folder: Path): readonly Start[] => {
  const rank = ({ file }: Start): number => {
    const path = relativeTo(folder, file) ?? file;
    const named = scriptNames.test(basename(path)) ? 0 : 1;
    return named * 4 + path.split('/').length + (aside.test(path) ? 20 : 0);
  };
  return starts.toSorted((a, b) => rank(a) - rank(b) || (a.file < b.file ? -1 : 1));
};
