import { existsSync, statSync } from 'node:fs';
import { realpath } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
import type { Shown } from '../features/shown.ts';
import { problemText, type Report } from '../project/attempt.ts';
import { type Kind, recognise, recogniseText } from '../project/recognise.ts';
import { createService, type Service, type SettingsChange } from '../service.ts';
import type { Path } from '../text/path.ts';
import { UsageError } from './arguments.ts';
import { diskHost, readText } from './host.ts';
import { isBelow, projectRoot } from './root.ts';
import { type Walked, walk } from './walk.ts';

/** A folder that is one project, and what of it is asked for. */
export interface Target {
  readonly root: string;
  /** Paths below the root that are checked; the root itself is `''`. */
  readonly wanted: readonly Path[];
}

/** The projects that named paths lie in, the current folder where none is named. Throws UsageError for a path that is not there. */
export const targetsOf = (paths: readonly string[], stdinName?: string): readonly Target[] => {
  const here = process.cwd();
  const named = stdinName === undefined ? (paths.length > 0 ? paths : ['.']) : [stdinName];
  const found = named.map((name) => {
    const full = resolve(here, name);
    if (stdinName === undefined && !existsSync(full))
      throw new UsageError(`There is no file or folder ${name}.`);
    const folder = existsSync(full) && statSync(full).isDirectory() ? full : dirname(full);
    return { full, root: isBelow(here, full) ? projectRoot(here, folder) : folder };
  });
  // What belongs to the whole brings what lies below it.
  const whole = found.some(({ root }) => root === here);
  const byRoot = new Map<string, Path[]>();
  for (const { full, root: own } of found) {
    const root = whole && isBelow(here, full) ? here : own;
    const path = relative(root, full).split(sep).join('/');
    byRoot.set(root, [...(byRoot.get(root) ?? []), path]);
  }
  return [...byRoot].map(([root, wanted]) => ({ root, wanted }));
};

/** A project that was read, with the files that were walked. */
export interface Loaded {
  readonly service: Service;
  readonly walked: readonly Walked[];
}

/** Reads the project of a target; standard input counts as the file `stdinName`. */
export const loadTarget = async (
  { root, wanted }: Target,
  settings: SettingsChange,
  report: Report,
  stdinName?: string,
): Promise<Loaded> => {
  const found = await walk(await realpath(root).catch(() => root), (folder, why) =>
    note(join(root, folder), `is not checked: ${why}`),
  );
  const known = new Set(found.map(({ path }) => path));
  // A named file counts wherever it lies, also behind a link or in a folder that is passed over.
  const named = wanted.filter((path) => !known.has(path) && isFile(join(root, path)));
  const walked = [...found, ...named.map((path) => ({ path, ignored: true }))];
  const over = new Map<string, string>();
  const [only] = wanted;
  if (stdinName !== undefined && only !== undefined) over.set(only, await readStdin());
  const kinds = await kindsOf(root, wanted, over);
  const service = createService(diskHost(root, walked, over, report, kinds));
  service.override(settings);
  await service.load();
  return { service, walked };
};

/** What the named files are, by their names or else by their content. */
const kindsOf = async (
  root: string,
  wanted: readonly Path[],
  over: ReadonlyMap<string, string>,
): Promise<ReadonlyMap<Path, Kind>> => {
  const kinds = new Map<Path, Kind>();
  for (const path of wanted) {
    const text = over.get(path) ?? (await readText(join(root, path)));
    const kind = text === undefined ? undefined : (recognise(path, text) ?? recogniseText(text));
    if (kind) kinds.set(path, kind);
  }
  return kinds;
};

/** The report of a project's failures, which is kept in a list with the paths as they are given. */
export const collecting =
  (failures: string[], { root }: Target): Report =>
  ({ path, ...problem }) => {
    failures.push(
      problemText(path === undefined ? problem : { ...problem, path: join(root, path) }),
    );
  };

/** Tells failures of Seaworthy itself on standard error. */
export const tellFailures = (failures: readonly string[]): void => {
  for (const failure of failures)
    process.stderr.write(
      `seaworthy: ${failure}. This is a mistake in Seaworthy; please report it.\n`,
    );
};

/** The paths of a project as they are shown: from the current folder. */
export const shownFrom =
  (root: string) =>
  (path: Path): string =>
    relative(process.cwd(), join(root, path)).split(sep).join('/');

/** What names places of a project: its texts and its shown paths. */
export const shownBy = (service: Pick<Service, 'text'>, root: string): Shown => ({
  text: (path) => service.text(path) ?? '',
  shown: shownFrom(root),
});

/** Tells what is not checked and why. */
export const note = (full: string, text: string): void => {
  const path = relative(process.cwd(), full).split(sep).join('/');
  process.stderr.write(`seaworthy: ${path === '' ? '.' : path} ${text}.\n`);
};

const isFile = (full: string): boolean => existsSync(full) && statSync(full).isFile();

/** Whether a path is asked for: by its name, or below a folder and not ignored. */
export const isWanted = (
  path: Path,
  wanted: readonly Path[],
  ignored: ReadonlySet<Path>,
): boolean =>
  wanted.includes(path) ||
  (!ignored.has(path) && wanted.some((folder) => folder === '' || path.startsWith(`${folder}/`)));

const readStdin = async (): Promise<string> => {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString('utf8');
};
