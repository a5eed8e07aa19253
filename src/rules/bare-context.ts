import type { Build } from '../project/builds.ts';
import { type Context, contextCopies, literalSource, standsAt } from '../project/context.ts';
import { isArchived, isTestData } from '../project/homes.ts';
import type { DockerfileIn, Project } from '../project/project.ts';
import { dirname, joinPath, type Path } from '../text/path.ts';
import type { Finding } from './rule.ts';

/** The services of compose files that build a Dockerfile in a directory with nothing of what it copies, where another build of it has a context with some of it. */
export function* bareContexts(
  file: DockerfileIn,
  { folder, found, stated }: Context,
  project: Project,
): Generator<Finding> {
  if (!stated || found === 0 || project.exists('.gitmodules')) return;
  const sources = [
    ...new Set(
      contextCopies(file).flatMap((copy) =>
        copy.sources.map(({ dynamic, text }) => literalSource(text, dynamic)),
      ),
    ),
  ];
  const named = sources.filter((each) => each !== undefined);
  // What is copied as a whole, or by a pattern, may be enough.
  if (named.length < Math.max(2, sources.length)) return;
  for (const build of project.builds(file.path)) {
    if (!isBare(build, named, project) || build.context === folder) continue;
    yield {
      file: build.file,
      at: build.at,
      message: `${build.context === '' ? 'The root of the project' : shown(build.context)} has neither ${named.slice(0, 2).join(' nor ')}, which ${file.path} copies, so the build of ${build.service?.name} fails: ${stated.file} builds it in ${shown(folder)}.`,
      aka: [],
      related: [{ file: stated.file, at: stated.at, message: 'states another build context' }],
    };
  }
}

const isBare = (build: Build, sources: readonly Path[], project: Project): boolean => {
  const { context, file, plain, service } = build;
  if (context === undefined || !plain || !service || isArchived(file) || isTestData(file))
    return false;
  const written = service.buildPaths?.context.text;
  if (written === undefined || joinPath(dirname(file), written) !== context) return false;
  // What is built before under its name is taken as it is.
  if (service.image) return false;
  const paths = sources.map((source) => joinPath(context, source) ?? source);
  return !paths.some((path) => standsAt(project, path) || project.gitIgnored(path));
};

const shown = (folder: Path | undefined): string =>
  folder ? `${folder}/` : 'the root of the project';
