import { standsAt } from '../../project/context.ts';
import type { DockerfileIn, Project } from '../../project/project.ts';
import { installsSince, poetryTwo } from '../../project/tool-release.ts';
import type { Stage } from '../../syntax/dockerfile/model.ts';
import { runsIn, type State, variableIn } from '../../syntax/dockerfile/state.ts';
import type { NeededFile, ProjectBuild } from '../../syntax/python/project-build.ts';
import type { Command } from '../../syntax/shell/model.ts';
import { pipInstall } from '../../syntax/shell/pip.ts';
import type { Word } from '../../syntax/word.ts';
import { lazy, once } from '../../text/memo.ts';
import { basename, dirname, joinPath, type Path } from '../../text/path.ts';
import type { Span } from '../../text/span.ts';
import type { Setting } from '../effects/effect.ts';
import { treeOf } from '../stage.ts';
import { entryAt, filesIn, inside, type Tree, under } from '../tree.ts';

/** A command that builds a project before what the build reads is in the image. */
export interface UnbuildableProject {
  readonly command: Command;
  /** The word that has the project built: `sync`, `install` or `.`. */
  readonly word: Word;
  readonly by: 'uv' | 'poetry' | 'pip';
  readonly build: ProjectBuild;
  /** The pyproject.toml. */
  readonly file: Path;
  /** Where it lies in the image. */
  readonly folder: string;
  /** The missing file that a key names; else the code is missing. */
  readonly needed?: NeededFile;
  /** Where that file, or some of the code, lies in the repository. */
  readonly source: Path;
  /** What brings the pyproject.toml, where that is a file of the build context. */
  readonly brought?: Span;
  /** Why it is not there, where something decides it. */
  readonly because?: string;
}

/** The first command of a stage that builds a project without its files. */
export const unbuildableProject = (
  file: DockerfileIn,
  stage: Stage,
  project: Project,
): UnbuildableProject | undefined => {
  if (!hasProjectFile(project.under(''))) return undefined;
  const tree = lazy(() => treeOf(file, stage, project));
  for (const { run, state } of runsIn(file, stage)) {
    if (!building.test(file.text.slice(...run.span))) continue;
    for (const setting of tree().settings(run)) {
      if (setting.command.feeds) continue;
      const asked = askedIn(setting, state, stage, file);
      const found = asked && judge(setting, asked, project);
      if (found) return found;
    }
  }
  return undefined;
};

const hasProjectFile = once((paths: readonly Path[]): boolean =>
  paths.some((path) => basename(path) === 'pyproject.toml'),
);

/** What may build a project: a verb of uv or Poetry, or an install of a directory. */
const building = /\bsync\b|\bpoetry\b|\binstall\b[^;&|]*\s["']?\.{1,2}(?:["'[/\s\\]|$)/;

type Asked = Pick<UnbuildableProject, 'by' | 'word'> & { readonly folder: string | undefined };

/** The project that a command builds, as far as it is one that lies in a directory which is known. */
const askedIn = (
  setting: Setting,
  state: State,
  stage: Stage,
  file: DockerfileIn,
): Asked | undefined => {
  const { command, path } = setting;
  const { assignments, name, words } = command;
  const texts = words.map(({ text }) => text);
  const has = (pattern: RegExp): boolean => texts.some((text) => pattern.test(text));
  const word =
    words[name === 'poetry' ? texts.findIndex((each) => /^(?:install|sync)$/.test(each)) : 1];
  if (name === 'uv' && word?.text === 'sync') {
    const set = (variable: string): boolean =>
      !!variableIn(state, variable) || assignments.some(({ text }) => text.startsWith(variable));
    return has(elsewhereOfUv) || words.some(({ dynamic }) => dynamic) || uvVariables.some(set)
      ? undefined
      : { by: 'uv', word, folder: path('.') };
  }
  if (name === 'poetry' && word)
    return has(elsewhereOfPoetry) ||
      (has(/^--only\b/) && !has(/\bmain$/)) ||
      !installsSince(poetryTwo, file, stage)
      ? undefined
      : { by: 'poetry', word, folder: path('.') };
  const pip = pipInstall(command);
  const own = pip?.opaque.find(({ text }) => /^\.{1,2}(?:\/[\w./-]*)?(?:\[[^\]]*\])?$/.test(text));
  return own && !own.dynamic
    ? { by: 'pip', word: own, folder: path(own.text.replace(/\[.*$/, '')) }
    : undefined;
};

// Options with which the project itself is left out, or is another one.
const elsewhereOfUv =
  /^--(?:no-install-|only-|package\b|all-packages|script|project\b|directory\b|help|dry-run|no-sources)/;
const elsewhereOfPoetry = /^(?:--(?:no-root|only-root|dry-run|help|directory\b|project\b)|-[CP])/;
const uvVariables = ['UV_NO_INSTALL_PROJECT', 'UV_PROJECT', 'UV_WORKING_DIR', 'UV_PACKAGE'];

const judge = (
  { command, tree }: Setting,
  { by, folder, word }: Asked,
  project: Project,
): UnbuildableProject | undefined => {
  const own = folder === undefined ? undefined : entryAt(tree, under(folder, 'pyproject.toml'));
  const file = own?.is === 'yes' ? own.value.source : undefined;
  const build = file === undefined ? undefined : project.pythonProject(file)?.build;
  if (folder === undefined || file === undefined || !build) return undefined;
  if (by === 'uv' && build.notByUv) return undefined;
  const inProject = (path: string): Path => joinPath(dirname(file), path) ?? path;
  const brought = own?.is === 'yes' && own.from.kind === 'context' ? own.from.place.at : undefined;
  const common = { build, by, command, file, folder, word, ...(brought ? { brought } : {}) };
  for (const needed of build.files) {
    const source = inProject(needed.path);
    const answer = entryAt(tree, under(folder, needed.path));
    if (answer.is !== 'no' || !project.exists(source)) continue;
    return { ...common, needed, source, because: answer.because.text };
  }
  const source = build.code.map(inProject).find((path) => standsAt(project, path));
  if (source === undefined || hasCode(tree, folder, build)) return undefined;
  // A setup.py may say where else it is.
  const scripted = build.backend === 'setuptools' && project.exists(inProject('setup.py'));
  return scripted ? undefined : { ...common, source };
};

/** Whether the code is there, or may be. */
const hasCode = (tree: Tree, folder: string, { anywhere, code }: ProjectBuild): boolean => {
  if (code.some((path) => entryAt(tree, under(folder, path)).is !== 'no')) return true;
  if (anywhere === undefined) return false;
  for (const path of filesIn(tree))
    if (inside(folder, path) !== undefined && path.endsWith(anywhere)) return true;
  return false;
};
