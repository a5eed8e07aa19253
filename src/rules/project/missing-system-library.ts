import { baseImage } from '../../data/base-images.ts';
import { type SystemLibrary, systemLibraries } from '../../data/system-libraries.ts';
import { closureOf, surelyBrings } from '../../project/closure.ts';
import { buildContext } from '../../project/context.ts';
import { entryOf } from '../../project/entry.ts';
import { type Installed, type Installs, installsOf } from '../../project/installed.ts';
import type { DockerfileIn, Project } from '../../project/project.ts';
import { foreignImports } from '../../project/python-imports.ts';
import type { Stage } from '../../syntax/dockerfile/model.ts';
import { commandsOf } from '../../syntax/dockerfile/select.ts';
import { finalStage, rootImage } from '../../syntax/dockerfile/stages.ts';
import { pipInstall } from '../../syntax/shell/pip.ts';
import { type Edit, insert, replace } from '../../text/edit.ts';
import { lineEndOf } from '../../text/lines.ts';
import type { Path } from '../../text/path.ts';
import type { Span } from '../../text/span.ts';
import type { Fix, Rule } from '../rule.ts';
import docs from './missing-system-library.md' with { type: 'text' };

const rule: Rule = {
  id: 'missing-system-library',
  on: 'dockerfile',
  docs,
  severity: 'error',
  profile: 'recommended',
  concept: 'system-libraries',
  fix: 'suggested',
  about: ['pip', 'python', 'pypy', 'uv'],

  *check(file, project) {
    if (!mayNeed(file)) return;
    const stage = finalStage(file.stages);
    const image = stage && rootImage(stage);
    const base = image && baseImage(image);
    if (!stage || !base || base.libc !== 'glibc' || base.packages === 'unknown') return;
    const { folder } = buildContext(file, project);
    const installs = installsOf(file, stage, folder, project);
    if (installs.aptOpen) return;
    for (const library of systemLibraries) {
      const found = bringerOf(library, installs, project);
      if (!found || library.satisfiedBy.some((name) => installs.apt.has(name))) continue;
      const own = found.by.file === file.path;
      if (!own && library.guarded && !imports(library.guarded, file, stage, folder, project))
        continue;
      if (!own && isUnused(found, installs, file, stage, folder, project)) continue;
      yield {
        at: own ? found.by.at : installAt(installs, stage),
        message:
          `${found.text} needs ${library.apt.join(' and ')}, which ${image.text} lacks: ${library.error}`.replace(
            /\.?$/,
            '.',
          ),
        ...(own
          ? {}
          : {
              related: [
                {
                  file: found.by.file,
                  at: found.by.at,
                  message: `the line that installs ${found.by.name}`,
                },
              ],
            }),
        fixes: fixesFor(library, found, installs, file),
      };
    }
  },
};
export default rule;

/** Whether an install reads a file, or names a package that needs a library: few do, and following all is slow. */
const mayNeed = (file: DockerfileIn): boolean =>
  commandsOf(file).some((command) => {
    const install = pipInstall(command);
    if (!install) return false;
    return install.requirements.length > 0 || install.packages.some(({ name }) => needy.has(name));
  });

/** Whether the code that the container starts loads a module. */
const imports = (
  module: string,
  file: DockerfileIn,
  stage: Stage,
  folder: Path,
  project: Project,
): boolean => {
  const entry = entryOf(file, stage, folder, project);
  return (
    !!entry &&
    foreignImports(entry.file, entry.root, project).some(
      (each) => each.when === 'always' && each.module.split('.')[0] === module,
    )
  );
};

/** Whether no code that the image may run imports a module of a distribution that a file lists, and no other distribution needs it. */
const isUnused = (
  { by, distribution }: Bringer,
  { python }: Installs,
  file: DockerfileIn,
  stage: Stage,
  folder: Path,
  project: Project,
): boolean => {
  const { packages } = project;
  if (by.name !== distribution || !packages) return false;
  const needed = python.some(
    (each) =>
      each.name !== distribution && closureOf([each], undefined, packages).names.has(distribution),
  );
  const modules = new Set(
    Object.entries(packages.imports).flatMap(([module, from]) =>
      from.includes(distribution) ? [module.split('.')[0]] : [],
    ),
  );
  return (
    !needed &&
    modules.size > 0 &&
    importedBy(file, stage, folder, project)?.some((module) => modules.has(module)) === false
  );
};

/** The modules that the started code imports, or, where that is not known, all code that lies in the context; undefined where there is none to read. */
const importedBy = (
  file: DockerfileIn,
  stage: Stage,
  folder: Path,
  project: Project,
): readonly string[] | undefined => {
  const entry = entryOf(file, stage, folder, project);
  const found = entry
    ? foreignImports(entry.file, entry.root, project)
    : readable(project.under(folder)).flatMap((path) => project.python(path)?.imports ?? []);
  if (!entry && found.length === 0) return undefined;
  return found.map(({ module }) => module.split('.')[0] ?? '');
};

/** The Python files of a context; none where there are notebooks, whose code is not read. */
const readable = (paths: readonly Path[]): readonly Path[] =>
  paths.some((path) => path.endsWith('.ipynb'))
    ? []
    : paths.filter((path) => path.endsWith('.py')).slice(0, mostFiles);

const mostFiles = 400;

const needy: ReadonlySet<string> = new Set(
  systemLibraries.flatMap(({ distributions, loadedBy }) => [...distributions, ...loadedBy]),
);

interface Bringer {
  readonly by: Installed;
  readonly distribution: string;
  /** "opencv-python", or "ultralytics brings opencv-python, which". */
  readonly text: string;
}

/** What installs the distribution that needs the library, when nothing installs it in a form that does not. */
const bringerOf = (
  library: SystemLibrary,
  { python }: Installs,
  { packages }: Project,
): Bringer | undefined => {
  if (
    library.instead &&
    python.some(({ name }) => name === library.instead || name === 'opencv-contrib-python-headless')
  )
    return undefined;
  for (const by of python) {
    if (library.distributions.includes(by.name))
      return { by, distribution: by.name, text: by.name };
    if (!library.loadedBy.includes(by.name)) continue;
    const distribution =
      packages && library.distributions.find((name) => surelyBrings(by, name, undefined, packages));
    if (distribution) return { by, distribution, text: `${by.name} brings ${distribution}, which` };
  }
  return undefined;
};

const installAt = ({ last }: Installs, stage: Stage): Span => {
  const installs = last?.run.script.commands.flatMap((command) => pipInstall(command) ?? []) ?? [];
  const install = installs.at(-1);
  return install?.requirements[0]?.span ?? install?.span ?? stage.from.word.span;
};

const fixesFor = (
  library: SystemLibrary,
  found: Bringer,
  { last }: Installs,
  file: DockerfileIn,
): readonly Fix[] => {
  const fixes: Fix[] = [];
  const { by } = found;
  const { instead } = library;
  if (instead && by.name === found.distribution) {
    fixes.push({
      title: `Install ${instead} instead`,
      edits: () => {
        const edit = replace([by.at[0], by.at[0] + by.name.length], instead);
        return [by.file === file.path ? quoted(edit, file.text) : { ...edit, path: by.file }];
      },
    });
  }
  const run = last?.run;
  if (run) {
    fixes.push({
      title: `Install ${library.apt.join(' and ')} before`,
      edits: () => {
        const names = library.apt.join(' ');
        const line = `RUN apt-get update && apt-get install -y --no-install-recommends ${names} && rm -rf /var/lib/apt/lists/*`;
        return [insert(run.span[0], `${line}${lineEndOf(file.text)}`)];
      },
    });
  }
  return fixes;
};

/** A name in quotes starts one character later. */
const quoted = (edit: Edit, text: string): Edit =>
  /["']/.test(text[edit.span[0]] ?? '')
    ? { ...edit, span: [edit.span[0] + 1, edit.span[1] + 1] }
    : edit;
