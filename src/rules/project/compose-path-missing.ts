import { isArchived, isTestData } from '../../project/homes.ts';
import type { ComposeFile, Project } from '../../project/project.ts';
import type { BuildPaths, ComposeVolume } from '../../syntax/builds/compose-service.ts';
import type { Written } from '../../syntax/builds/written.ts';
import { replace } from '../../text/edit.ts';
import { slipOf } from '../../text/nearest.ts';
import { ancestors, basename, dirname, joinPath, type Path, relativeTo } from '../../text/path.ts';
import type { Finding, Rule } from '../rule.ts';
import docs from './compose-path-missing.md' with { type: 'text' };

const rule: Rule = {
  id: 'compose-path-missing',
  on: 'project',
  docs,
  severity: 'error',
  profile: 'recommended',
  concept: 'copy-and-context',
  fix: 'suggested',

  *check(project) {
    for (const compose of project.composeFiles())
      if (!isTestData(compose.file) && !isArchived(compose.file))
        yield* missingIn(compose, project);
  },
};
export default rule;

/** A path that is not there, and what of services it takes with it: their build or their start. */
interface Missing {
  /** What there is not: `Dockerfile in serving/`. */
  readonly what: string;
  readonly written: Written;
  readonly meant?: string | undefined;
  /** It is the usual name, which is not written. */
  readonly unwritten?: true;
  readonly fails: 'build' | 'start' | 'mount';
}

/** What is missing in one go. */
interface Group {
  readonly first: Missing;
  /** The services that need it. */
  readonly names: Set<string>;
  readonly whats: Set<string>;
}

/** What is missing, once for all services that need it. */
function* missingIn(
  { file, services }: ComposeFile,
  project: Project,
): Generator<Finding & { readonly file: Path }> {
  const all = new Map<string, Group>();
  for (const { buildPaths, envFiles, name, volumes } of services) {
    const found = [
      ...volumes.map((each) => missingBind(file, each, project)),
      buildPaths && missingBuild(file, buildPaths, project),
      ...envFiles.map((each) => (each.optional ? undefined : missingEnv(file, each, project))),
    ];
    for (const each of found) {
      if (!each) continue;
      // A directory of settings that is not there is missing once, with all its files.
      const key = each.fails === 'mount' && each.meant === undefined ? 'mounts' : each.what;
      const known = all.get(key) ?? { first: each, names: new Set(), whats: new Set() };
      all.set(key, known);
      known.names.add(name);
      known.whats.add(each.what);
    }
  }
  for (const { first, names, whats } of all.values()) {
    const { fails, meant, unwritten, written } = first;
    const what =
      whats.size > 1 ? `${first.what}, nor ${whats.size - 1} more of what is mounted` : first.what;
    const [name = '', ...more] = names;
    const whose = more.length > 0 ? `${name} and ${more.length} more` : name;
    const then = {
      build: `the build of ${whose} fails`,
      start: `${whose} cannot start`,
      mount:
        whats.size > 1
          ? 'Docker makes directories of their names'
          : `Docker makes a directory of that name, and ${whose} does not get the file`,
    }[fails];
    yield {
      file,
      at: written.at,
      message: `There is no ${what}, so ${then}.${meant === undefined ? '' : ` Did you mean ${meant}?`}`,
      ...(fails === 'mount' ? { severity: 'warning' as const } : {}),
      ...(meant !== undefined && !unwritten && isWhole(written)
        ? { fixes: [writing(written, meant)] }
        : {}),
    };
  }
}

/** A directory or a Dockerfile of a build that is not there, seen from the compose file or from any directory above it. */
const missingBuild = (
  file: Path,
  { context, dockerfile }: BuildPaths,
  project: Project,
): Missing | undefined => {
  const wanted = dockerfile?.text ?? 'Dockerfile';
  const places = ancestors(dirname(file)).flatMap((base) => joinPath(base, context.text) ?? []);
  const there = places.filter((folder) => folder === '' || project.under(folder).length > 0);
  const paths = there.flatMap((folder) => joinPath(folder, wanted) ?? []);
  if (paths.length < there.length || paths.some((path) => isThere(path, project))) return undefined;
  const [folder = '', more] = there;
  if (there.length === 0) return missingDirectory(file, context, project);
  const path = joinPath(folder, wanted) ?? wanted;
  // Which of several is meant is not known.
  if (more !== undefined || mayCome(path, project)) return undefined;
  const meant = besideOf(path, folder, file, wanted, project);
  const where = folder === '' ? 'the root of the project' : `${folder}/`;
  const named = dockerfile ? {} : { unwritten: true as const };
  return {
    what: `${wanted} in ${where}`,
    written: dockerfile ?? context,
    meant,
    ...named,
    fails: 'build',
  };
};

/** Whether a Dockerfile is there; BuildKit takes `dockerfile` for `Dockerfile` (moby/moby#10858). */
const isThere = (path: Path, project: Project): boolean =>
  project.exists(path) ||
  (basename(path) === 'Dockerfile' && project.exists(path.replace(/Dockerfile$/, 'dockerfile')));

/** The Dockerfile that is meant, relative to the context: one of a near name, or one that the path leads to from the compose file. */
const besideOf = (
  path: Path,
  folder: Path,
  file: Path,
  wanted: string,
  project: Project,
): string | undefined => {
  const fromFile = joinPath(dirname(file), wanted);
  const inner = fromFile === undefined ? undefined : relativeTo(folder, fromFile);
  if (fromFile !== undefined && inner !== undefined && project.exists(fromFile)) return inner;
  const near = nearName(path, project, ({ length }) => length > 0);
  const other = near === undefined ? undefined : joinPath(dirname(path), near);
  return other !== undefined && project.exists(other) ? relativeTo(folder, other) : undefined;
};

const missingDirectory = (file: Path, context: Written, project: Project): Missing | undefined => {
  const path = joinPath(dirname(file), context.text);
  if (path === undefined || mayCome(path, project)) return undefined;
  const near = nearName(path, project, () => true);
  // Other directories are cloned or made before the build.
  if (near === undefined) return undefined;
  const meant = context.text.replace(/[^/]+(\/*)$/, `${near}$1`);
  return { what: `directory ${path}`, written: context, meant, fails: 'build' };
};

const missingEnv = (file: Path, envFile: Written, project: Project): Missing | undefined => {
  const { dynamic, text } = envFile;
  const path = joinPath(dirname(file), text);
  if (dynamic || path === undefined || /^[/~]/.test(text)) return undefined;
  const places = ancestors(dirname(file)).flatMap((base) => joinPath(base, text) ?? []);
  if (places.some((each) => project.exists(each)) || mayCome(path, project)) return undefined;
  const near = nearName(path, project, (each) => /env/.test(each));
  // People write it themselves, most often after an example.
  if (near === undefined || isExample(near)) return undefined;
  return { what: path, written: envFile, meant: text.replace(/[^/]+$/, near), fails: 'start' };
};

// What people write for a server, and no program makes.
const configured = /\.(?:ya?ml|toml|conf|cfg|ini|sh|sql|xml|properties|tmpl|template)$/;

/** A file that a service mounts and that is not there: Docker makes an empty directory in its place. */
const missingBind = (
  file: Path,
  { source = '', sourceAt, target, type }: ComposeVolume,
  project: Project,
): Missing | undefined => {
  const [ending] = configured.exec(source) ?? [];
  if (
    !sourceAt ||
    type !== 'bind' ||
    !ending ||
    !target.endsWith(ending) ||
    !/^\.{1,2}\//.test(source)
  )
    return undefined;
  const path = joinPath(dirname(file), source);
  if (path === undefined || source.includes('$')) return undefined;
  const places = ancestors(dirname(file)).flatMap((base) => joinPath(base, source) ?? []);
  if (places.some((each) => project.exists(each) || project.under(each).length > 0))
    return undefined;
  if (mayCome(path, project) || project.mentioned(basename(path), file)) return undefined;
  const other = path.replace(/\.(ya?)ml$/, (_, ya) => (ya === 'y' ? '.yaml' : '.yml'));
  const near = project.exists(other)
    ? basename(other)
    : nearName(path, project, (each) => configured.test(each));
  const meant = near === undefined ? undefined : source.replace(/[^/]+$/, near);
  // Where no file of its kind, or nothing of its directory, is listed, such files may be left out.
  const listed =
    project.under(dirname(path)).length > 0 &&
    project.under('').some((each) => each !== file && each.endsWith(ending));
  if (meant === undefined && !listed) return undefined;
  const written = { text: source, at: sourceAt, dynamic: false };
  return { what: path, written, meant, fails: 'mount' };
};

const isExample = (name: string): boolean =>
  /example|sample|template|dist|default|tmpl|tpl/i.test(name);

/** Whether something may bring a path: Git leaves out what a tool makes, and submodules are there after they were asked for. */
const mayCome = (path: Path, project: Project): boolean =>
  project.gitIgnored(path) || project.exists('.gitmodules');

/** The name in the same directory that is nearest to the last part of a path. */
const nearName = (
  path: Path,
  project: Project,
  fits: (name: string) => boolean,
): string | undefined => {
  const folder = dirname(path);
  const beside = new Set(
    project.under(folder).flatMap((each) => relativeTo(folder, each)?.split('/')[0] ?? []),
  );
  const name = basename(path);
  const same = [...beside].find((each) => each.toLowerCase() === name.toLowerCase());
  return same ?? slipOf(name, [...beside].filter(fits));
};

/** Whether a place holds its text without escapes. */
const isWhole = ({ at, text }: Written): boolean => [0, 2].includes(at[1] - at[0] - text.length);

const writing = ({ at, text }: Written, meant: string) => {
  const quote = (at[1] - at[0] - text.length) / 2;
  return {
    title: `Write ${meant}`,
    edits: () => [replace([at[0] + quote, at[1] - quote], meant)],
  };
};
