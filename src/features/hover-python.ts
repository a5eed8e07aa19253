import { baseImage } from '../data/base-images.ts';
import { distributionsOf } from '../data/python-knowledge.ts';
import { missingImports } from '../image/checks/imports.ts';
import { type Installed, installsOf } from '../image/installs/installed.ts';
import { judge } from '../image/installs/unbuilt.ts';
import { entryOf } from '../image/start/entry.ts';
import { closureOf } from '../project/closure.ts';
import { buildContext } from '../project/context.ts';
import type { DockerfileIn, Project } from '../project/project.ts';
import { loadedFiles } from '../project/python-imports.ts';
import { pythonOf } from '../project/stage-base.ts';
import type { Stage } from '../syntax/dockerfile/model.ts';
import { finalStage, rootImage } from '../syntax/dockerfile/stages.ts';
import type { Import } from '../syntax/python/scan.ts';
import type { Requirement } from '../syntax/requirements.ts';
import type { Path } from '../text/path.ts';
import { type Span, touches } from '../text/span.ts';
import type { Hover } from './features.ts';
import { code } from './markdown.ts';
import { packageNotes, packageText } from './package-notes.ts';
import { whereIs } from './shown.ts';

/** A place in a Python or requirements file that is asked about, with the project's Dockerfiles. */
export interface PythonAsked {
  readonly path: Path;
  readonly offset: number;
  readonly dockerfiles: readonly DockerfileIn[];
  readonly project: Project;
  /** The text of a file of the project. */
  readonly text: (path: Path) => string;
}

/** What is said of a line of a requirements file: which images install it, and what it brings. */
export const hoverRequirement = (
  entries: readonly Requirement[],
  asked: PythonAsked,
): Hover | undefined => {
  const entry = entries.find(({ whole }) => touches(whole, asked.offset));
  if (!entry) return undefined;
  const { packages } = asked.project;
  const notes = packages ? packageNotes(entry, packages) : [];
  const rows = [...installersOf(entry, asked), ...notes];
  return { at: entry.whole, markdown: packageText(entry.name, rows, packages?.facts ?? '') };
};

const installersOf = (entry: Requirement, asked: PythonAsked): readonly string[] => {
  const rows = asked.dockerfiles.flatMap((file) =>
    file.stages.flatMap((stage) => {
      const found = installsIn(file, stage, asked.project).find(
        (each) =>
          each.file === asked.path && each.at[0] === entry.whole[0] && each.pip?.stage === stage,
      );
      return found?.pip ? [installedRow(found, found.pip.at, file, stage, asked)] : [];
    }),
  );
  return rows.length > 0
    ? [...new Set(rows)]
    : ['- no Dockerfile of the project installs this file'];
};

const installsIn = (file: DockerfileIn, stage: Stage, project: Project): readonly Installed[] =>
  installsOf(file, stage, buildContext(file, project).folder, project).python;

/** The Python of the first image that installs a requirements file, `3.12`; undefined where none does or it is not known. */
export const pythonInstalling = (
  path: Path,
  dockerfiles: readonly DockerfileIn[],
  project: Project,
): string | undefined => {
  for (const file of dockerfiles)
    for (const stage of file.stages)
      if (installsIn(file, stage, project).some((each) => each.file === path))
        return pythonOf(stage);
  return undefined;
};

const installedRow = (
  installed: Installed,
  at: Span,
  file: DockerfileIn,
  stage: Stage,
  asked: PythonAsked,
): string => {
  const image = rootImage(stage);
  const base = image && baseImage(image);
  const { packages } = asked.project;
  const { pip } = installed;
  const lacks =
    packages && base && pip
      ? judge({ ...installed, pip }, base.libc, base.python, packages)
      : undefined;
  const where = `installed by ${placeText(file.path, at, asked)}${image ? ` into ${code(image.text)}` : ''}`;
  return `- ${where}${lacks ? ', for which PyPI has no wheel' : ''}`;
};

const placeText = (file: Path, at: Span, { text }: PythonAsked): string =>
  code(whereIs({ file, at }, { text, shown: (path) => path }));

/** What is said of an import: the distribution that brings the module, and whether the images that run the file install it. */
export const hoverImport = (imports: readonly Import[], asked: PythonAsked): Hover | undefined => {
  const found = imports.find(({ level, span }) => level === 0 && touches(span, asked.offset));
  const { packages } = asked.project;
  const top = found?.module.split('.')[0] ?? '';
  if (!found || !packages || top === '' || packages.standard.includes(top)) return undefined;
  const rows = asked.dockerfiles.flatMap((file) => rowsOf(found, file, asked));
  if (rows.length === 0) return undefined;
  const [name] = distributionsOf(packages, found.module) ?? [];
  const title = name === undefined ? '' : `, from ${code(name)}`;
  return {
    at: found.span,
    markdown: [`**${code(found.module)}**${title}`, '', ...rows].join('\n'),
  };
};

const rowsOf = (found: Import, file: DockerfileIn, asked: PythonAsked): readonly string[] => {
  const { path, project } = asked;
  const stage = finalStage(file.stages);
  const entry = stage && entryOf(file, stage, project);
  if (!stage || !entry || !loadedFiles(entry.file, entry.root, project).includes(path)) return [];
  const missing = missingImports(file, stage, project)?.missing ?? [];
  if (missing.some((each) => each.file === path && each.at[0] === found.span[0]))
    return [`- **not installed** by ${code(file.path)}, which runs this file`];
  const by = bringerOf(found, file, stage, project);
  return by ? [`- installed by ${placeText(by.file, by.at, asked)}, for ${code(file.path)}`] : [];
};

/** The requirement that brings a module: the distribution itself before others that depend on it. */
const bringerOf = (
  { module }: Import,
  file: DockerfileIn,
  stage: Stage,
  project: Project,
): Installed | undefined => {
  const { packages } = project;
  if (!packages) return undefined;
  const names = new Set(distributionsOf(packages, module));
  const all = installsIn(file, stage, project);
  return (
    all.find(({ name }) => names.has(name)) ??
    all.find((each) =>
      [...closureOf([each], undefined, packages).likely].some((name) => names.has(name)),
    )
  );
};
