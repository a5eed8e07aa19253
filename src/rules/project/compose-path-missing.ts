import { isTestData } from '../../project/homes.ts';
import type { ComposeFile, Project } from '../../project/project.ts';
import type { BuildPaths, ComposeService } from '../../syntax/builds/compose-service.ts';
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
    for (const compose of project.composeFiles()) {
      if (isTestData(compose.file)) continue;
      const said = new Set<number>();
      for (const service of compose.services) {
        const { buildPaths, envFiles } = service;
        const build = buildPaths && missingBuild(compose, service, buildPaths, project);
        const found = [
          ...(build ? [build] : []),
          ...envFiles.flatMap((each) =>
            each.optional ? [] : (missingVariables(compose, service, each, project) ?? []),
          ),
        ];
        for (const each of found) {
          // Services that extend one have its place.
          if (said.has(each.at[0])) continue;
          said.add(each.at[0]);
          yield { file: compose.file, ...each };
        }
      }
    }
  },
};
export default rule;

/** A directory or a Dockerfile of a build that is not there, seen from the compose file or from any directory above it. */
const missingBuild = (
  { file }: ComposeFile,
  { name }: ComposeService,
  { context, dockerfile }: BuildPaths,
  project: Project,
): Finding | undefined => {
  const wanted = dockerfile?.text ?? 'Dockerfile';
  const places = ancestors(dirname(file)).flatMap((base) => {
    const folder = joinPath(base, context.text);
    return folder === undefined ? [] : [folder];
  });
  const there = places.filter((folder) => folder === '' || project.under(folder).length > 0);
  const paths = there.flatMap((folder) => joinPath(folder, wanted) ?? []);
  if (paths.length < there.length || paths.some((path) => project.exists(path))) return undefined;
  const [folder = '', more] = there;
  if (there.length === 0) return missingDirectory(file, name, context, project);
  // Which of them is meant is not known.
  if (more !== undefined) return undefined;
  const path = joinPath(folder, wanted) ?? wanted;
  if (mayCome(path, project)) return undefined;
  const meant = besideOf(path, folder, file, wanted, project);
  const where = folder === '' ? 'the root of the project' : `${folder}/`;
  return {
    at: (dockerfile ?? context).at,
    message: `There is no ${wanted} in ${where}, so the build of ${name} fails.${meant === undefined ? '' : ` Did you mean ${meant}?`}`,
    ...(meant === undefined || !dockerfile || !isWhole(dockerfile)
      ? {}
      : { fixes: [writing(dockerfile, meant)] }),
  };
};

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

const missingDirectory = (
  file: Path,
  service: string,
  context: Written,
  project: Project,
): Finding | undefined => {
  const path = joinPath(dirname(file), context.text);
  if (path === undefined || mayCome(path, project)) return undefined;
  const near = nearName(path, project, () => true);
  // Other directories are cloned or made before the build.
  if (near === undefined) return undefined;
  const meant = context.text.replace(/[^/]+(\/*)$/, `${near}$1`);
  return {
    at: context.at,
    message: `There is no directory ${path}, so the build of ${service} fails. Did you mean ${meant}?`,
    ...(isWhole(context) ? { fixes: [writing(context, meant)] } : {}),
  };
};

const missingVariables = (
  { file }: ComposeFile,
  { name }: ComposeService,
  envFile: Written,
  project: Project,
): Finding | undefined => {
  const { at, dynamic, text } = envFile;
  const path = joinPath(dirname(file), text);
  if (dynamic || path === undefined || /^[/~]/.test(text)) return undefined;
  const places = ancestors(dirname(file)).flatMap((base) => joinPath(base, text) ?? []);
  if (places.some((each) => project.exists(each)) || mayCome(path, project)) return undefined;
  const near = nearName(path, project, (each) => /env/.test(each));
  // People write it themselves, most often after an example.
  if (near === undefined || isExample(near)) return undefined;
  const meant = text.replace(/[^/]+$/, near);
  return {
    at,
    message: `There is no ${path}, so ${name} does not start. Did you mean ${meant}?`,
    ...(isWhole(envFile) ? { fixes: [writing(envFile, meant)] } : {}),
  };
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
