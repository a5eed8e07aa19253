import type { Installs } from '../image/installs/installed.ts';
import { buildContext } from '../project/context.ts';
import type { DockerfileIn, Project } from '../project/project.ts';
import { basename, dirname, joinPath, type Path } from '../text/path.ts';
import type { Span } from '../text/span.ts';

/** Where a project names a distribution that an image does not install. */
export interface Declared {
  readonly file: Path;
  readonly at: Span;
  /** In words: `the group dev of pyproject.toml`, `requirements-dev.txt`. */
  readonly name: string;
}

/** The group or extra of the pyproject.toml that an image installs, or the requirements file beside what it installs, that names a distribution and is left out; undefined when there is none. */
export const declaredElsewhere = (
  distribution: string,
  file: DockerfileIn,
  { last, python }: Installs,
  project: Project,
): Declared | undefined => {
  const { folder } = buildContext(file, project);
  const used = new Set(python.map((each) => each.file));
  const own = last?.project ?? joinPath(folder, 'pyproject.toml');
  const said = own === undefined ? undefined : project.pythonProject(own);
  const lists = [
    ...Object.entries(said?.groups ?? {}).map(([name, list]) => ({ name: `group ${name}`, list })),
    ...Object.entries(said?.extras ?? {}).map(([name, list]) => ({ name: `extra ${name}`, list })),
  ];
  for (const { list, name } of lists) {
    const found = list.find((each) => each.name === distribution);
    if (found && own !== undefined)
      return { file: own, at: found.at, name: `the ${name} of ${basename(own)}` };
  }
  for (const path of project.under(folder)) {
    if (used.has(path) || !/^requirements[\w.-]*\.(?:txt|in)$/.test(basename(path))) continue;
    // Those of another part of the project are for another image.
    if (dirname(path) !== folder && !/(?:^|\/)requirements$/.test(dirname(path))) continue;
    const found = project.requirements(path)?.entries.find(({ name }) => name === distribution);
    if (found) return { file: path, at: found.span, name: basename(path) };
  }
  return undefined;
};
