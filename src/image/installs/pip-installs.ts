import { buildContext } from '../../project/context.ts';
import { filesOfInstall, filesOfRequirements, type PipFiles } from '../../project/pip-files.ts';
import type { DockerfileIn, Project } from '../../project/project.ts';
import type { Run, Stage } from '../../syntax/dockerfile/model.ts';
import { mountsOf } from '../../syntax/dockerfile/mounts.ts';
import { inImage, resolve, type State } from '../../syntax/dockerfile/state.ts';
import { isPyLock } from '../../syntax/requirements.ts';
import type { Command } from '../../syntax/shell/model.ts';
import { type PipInstall, pipInstall } from '../../syntax/shell/pip.ts';
import type { Word } from '../../syntax/word.ts';
import { joinPath, type Path } from '../../text/path.ts';
import type { Span } from '../../text/span.ts';
import { type FileAt, filesAt } from '../files.ts';
import { type Export, exportOf } from './exported.ts';
import type { ByPip, Installed } from './installed.ts';
import { packageInstalls, projectFileOf, projectInstalls } from './project-installs.ts';
import { knownRequirements, readRequirements } from './requirement-lines.ts';

// Programs that may install Python packages by means that are not followed here.
const otherInstallers = /^(?:poetry|pipenv|pdm|easy_install|pipx|hatch|rye|pip-sync)$/;

/** What `uv sync` and the like install for the file of the project in the working directory. */
export const fromProject = (
  command: Command,
  run: Run,
  state: State,
  context: Path,
  files: FileAt,
  project: Project,
  python: string | undefined,
): Brought | 'open' => {
  const path = inImage(state, projectFileOf(command));
  const mounted = mountsOf(run).find(
    (mount) =>
      mount.get('type') === 'bind' &&
      !mount.has('from') &&
      inImage(state, mount.get('target') ?? '') === path,
  );
  const source =
    mounted === undefined
      ? path === undefined
        ? undefined
        : files(path)
      : joinPath(context, mounted.get('source') ?? '');
  const installed =
    source === undefined ? undefined : projectInstalls(command, source, python, project);
  if (!installed || source === undefined) return 'open';
  const fixed = command.words.some(({ text }) => /^--(?:frozen|locked)$/.test(text));
  return { installed, whole: true, ...(fixed ? {} : toBeExtended(source, project)) };
};

/** The file of a project to which a dependency can be added without a lock file that then says less. */
const toBeExtended = (source: Path, project: Project): Pick<Brought, 'project'> =>
  project.pythonProject(source)?.end && !isLocked(source, project) ? { project: source } : {};

const isLocked = (source: Path, project: Project): boolean => {
  const parts = source.split('/').slice(0, -1);
  return [...parts.keys(), parts.length].some((count) =>
    ['uv.lock', 'poetry.lock', 'pdm.lock'].some((name) =>
      project.exists([...parts.slice(0, count), name].join('/')),
    ),
  );
};

// In the order in which they are asked.
const projectFiles = ['pyproject.toml', 'setup.py', 'setup.cfg'];

/** What `pip install .` installs; undefined when the word names no project whose file says it. */
const fromPackage = (
  text: string,
  state: State,
  files: FileAt,
  project: Project,
  python: string | undefined,
): readonly Installed[] | undefined => {
  const [, folder = '', extras = ''] =
    /^(\.{1,2}(?:\/[\w./-]*)?|\/[\w./-]+)(?:\[([^\]]*)\])?$/.exec(text) ?? [];
  if (folder === '') return undefined;
  const sources = projectFiles.flatMap((name) => {
    const path = inImage(state, `${folder}/${name}`);
    return (path === undefined ? undefined : files(path)) ?? [];
  });
  return packageInstalls(
    sources,
    extras.split(',').flatMap((each) => each.trim() || []),
    python,
    project,
  );
};

/** What a command brings. */
export interface Brought {
  readonly installed: readonly Installed[];
  /** That is all. */
  readonly whole: boolean;
  readonly requirements?: Path;
  /** The pyproject.toml that says it, where a dependency can be added to it. */
  readonly project?: Path;
}

/** What `uv pip install -r pyproject.toml` installs; undefined for a lock file, and for pip, which reads none. */
const required = (
  source: Path,
  { options: { options }, tool }: PipInstall,
  project: Project,
  python: string | undefined,
): readonly Installed[] | undefined =>
  tool !== 'uv' || options.has('--group') || options.has('--all-extras')
    ? undefined
    : packageInstalls(
        [source],
        (options.get('--extra') ?? []).flatMap(({ value }) => (value ? [value.text] : [])),
        python,
        project,
      );

/** What an exported file brings; nothing where that is not known. */
const fromExport = (
  { command, run, stage, state }: Export,
  file: DockerfileIn,
  project: Project,
  python: string | undefined,
): readonly Installed[] => {
  const files = filesAt(file, stage, project, run);
  const { folder } = buildContext(file, project);
  const found = fromProject(command, run, state, folder, files, project, python);
  return found === 'open' ? [] : found.installed;
};

/** What a command installs with pip; `open` where that is not known, undefined where it installs nothing. */
export const fromPip = (
  command: Command,
  state: State,
  file: DockerfileIn,
  files: FileAt,
  project: Project,
  python: string | undefined,
  stage: Stage,
  run: Run,
): Brought | 'open' | undefined => {
  const install = pipInstall(command);
  if (!install)
    return otherInstallers.test(command.name) ||
      (command.name === 'uv' && command.words[1]?.text !== 'venv') ||
      /setup\.py/.test(command.words[1]?.text ?? '')
      ? 'open'
      : undefined;
  const installed: Installed[] = [];
  let whole = true;
  let pyproject: Path | undefined;
  const chosen = filesOfInstall(command, install);
  const unsure = command.conditional && !command.sure;
  const by = (at: Span, files: PipFiles, maybe: boolean): ByPip => ({
    ...{ stage, at, command, files },
    ...(maybe || unsure ? { maybe: true } : {}),
  });
  for (const word of install.opaque) {
    const own = word.dynamic ? undefined : fromPackage(word.text, state, files, project, python);
    whole &&= own !== undefined;
    installed.push(...(own ?? []));
    if (/^\.\/?(?:\[|$)/.test(word.text)) pyproject ??= own?.[0]?.file;
  }
  for (const { word, name, version } of install.packages) {
    const extras = /\[([^\]]*)\]/.exec(word.text)?.[1]?.split(',') ?? [];
    const pip = by(word.span, chosen, word.text.includes(';'));
    installed.push({ name, extras, version, file: file.path, at: word.span, pip });
  }
  let requirements: Path | undefined;
  for (const word of install.requirements) {
    const text = resolve(word, state);
    const path = text === undefined ? undefined : inImage(state, text);
    const exported = path === undefined ? undefined : exportOf(path, file, stage, { run, command });
    if (exported) {
      const theirs = fromExport(exported, file, project, python);
      whole &&= theirs.length > 0;
      installed.push(...theirs);
      continue;
    }
    const source = path === undefined ? undefined : files(path);
    if (source === undefined) {
      whole = false;
      continue;
    }
    // uv takes what a project requires.
    if (/\.(?:toml|cfg|py)$/.test(source) && !isPyLock(source)) {
      const theirs = required(source, install, project, python);
      whole &&= theirs !== undefined;
      installed.push(...(theirs ?? []));
      pyproject ??= theirs && source;
      continue;
    }
    const read = knownRequirements(source, project, python);
    whole &&= read.whole;
    requirements ??= source;
    if (project.requirements(source)?.own) {
      const mine = fromPackage('.', state, files, project, python);
      whole &&= mine !== undefined;
      installed.push(...(mine ?? []));
    }
    const own = filesOfRequirements(source, project);
    const both = own === 'pypi' ? chosen : chosen === 'pypi' ? own : 'other';
    for (const { maybe, ...each } of read.lines)
      installed.push({ ...each, pip: by(word.span, both, maybe) });
  }
  return {
    ...{ installed, whole },
    ...(requirements ? { requirements } : {}),
    ...(pyproject === undefined ? {} : toBeExtended(pyproject, project)),
  };
};

/** The normal names of what a requirements file brings that `-r` names in a state, or undefined when that is not fully known. */
export const namesInRequirements = (
  word: Word,
  state: State,
  files: FileAt,
  project: Project,
): ReadonlySet<string> | undefined => {
  const text = resolve(word, state);
  const path = text === undefined ? undefined : inImage(state, text);
  const source = path === undefined ? undefined : files(path);
  const read =
    source === undefined || project.requirements(source)?.own
      ? undefined
      : readRequirements(source, project, undefined);
  return read && new Set(read.map(({ name }) => name));
};
