import type { DockerfileIn, Project } from '../../project/project.ts';
import type { Run, Stage } from '../../syntax/dockerfile/model.ts';
import { cacheTargets } from '../../syntax/dockerfile/mounts.ts';
import { rootImage } from '../../syntax/dockerfile/stages.ts';
import {
  inImage,
  resolve,
  runsThrough,
  type State,
  variableIn,
} from '../../syntax/dockerfile/state.ts';
import type { Command } from '../../syntax/shell/model.ts';
import { pipInstall } from '../../syntax/shell/pip.ts';
import { launched } from '../../syntax/shell/program.ts';
import type { Word } from '../../syntax/word.ts';
import { imageName } from '../../text/image.ts';
import type { Span } from '../../text/span.ts';
import { isProjectInstall } from '../installs/project-installs.ts';
import { inside } from '../tree.ts';

/** The virtual environment that Poetry, pipenv or PDM makes for the project, which only `poetry run` and the like lead into. */
export interface ToolEnvironment {
  readonly name: string;
  /** The directory of its programs, where that is known. */
  readonly bin?: string;
  /** How the tool installs into the Python of the image instead, where it can. */
  readonly instead?: Instead;
}

/** A setting for an ENV above the instruction that installs, or an option after a word of it. */
export type Instead =
  | { readonly run: Run; readonly setting: string }
  | { readonly after: Word; readonly option: string };

interface Tool {
  readonly title: string;
  /** The variable that puts the environment into the directory of the project; it always is there where none is named. */
  readonly inProject?: string;
  /** What turns the environment off, or moves it, in variables, options and settings. */
  readonly off: RegExp;
}

const poetry: Tool = {
  title: 'Poetry',
  inProject: 'POETRY_VIRTUALENVS_IN_PROJECT',
  off: /POETRY_VIRTUALENVS_(?:CREATE|PATH|OPTIONS)|virtualenvs\.(?!in-project)|\bexport\b|VIRTUAL_ENV/,
};

const tools: Readonly<Record<string, Tool>> = {
  poetry,
  pipenv: {
    title: 'pipenv',
    inProject: 'PIPENV_VENV_IN_PROJECT',
    off: /--system|PIPENV_SYSTEM|WORKON_HOME|PIPENV_CUSTOM|requirements|VIRTUAL_ENV|PIPENV_IGNORE/,
  },
  pdm: {
    title: 'PDM',
    off: /PDM_|python\.use_venv|--no-isolation|\bvenv\b|\bexport\b|VIRTUAL_ENV|__pypackages__/,
  },
};

/** The environment that one of the tools fills for a stage that installs in no other way; undefined when there is none, or that is not known. */
export const toolEnvironment = (
  file: DockerfileIn,
  stage: Stage,
  project: Project,
): ToolEnvironment | undefined => {
  const runs = runsThrough(file, stage).flatMap(({ run, state }) =>
    run.script.commands.map((command) => ({ command, run, state })),
  );
  const [found, more] = runs.filter(({ command }) => isProjectInstall(command));
  if (!found || more || found.command.conditional) return undefined;
  const { name, words } = launched(found.command);
  const tool = Object.hasOwn(tools, name) ? tools[name] : undefined;
  if (!tool || tool.off.test(file.text) || words.some(({ dynamic }) => dynamic)) return undefined;
  if (runs.some(({ command }) => installsBeside(command)) || hasSettings(project)) return undefined;
  const verb = words.find(({ text }) => /^(?:install|sync)$/.test(text));
  const bin = binOf(tool, found.state, file);
  // Other Pythons are managed by the system, and refuse it.
  const image = rootImage(stage);
  const setting =
    !image || imageName(image) !== 'python'
      ? undefined
      : name === 'poetry'
        ? { run: found.run, setting: 'POETRY_VIRTUALENVS_CREATE=false' }
        : name === 'pipenv' && verb
          ? { after: verb, option: '--system' }
          : undefined;
  return {
    name: `the virtual environment of ${tool.title}`,
    ...(bin === undefined ? {} : { bin }),
    ...(setting ? { instead: setting } : {}),
  };
};

/** The virtual environment of Poetry where its cache is, which is not in the image. */
export interface CachedEnvironment {
  readonly run: Run;
  /** From the program's name to its verb. */
  readonly at: Span;
  /** The directory of the cache. */
  readonly place: string;
  /** The command that removes it; undefined where a cache mount is over it. */
  readonly removed?: Command;
}

/** The environment that Poetry makes in its cache, where that is mounted or removed; undefined when it is somewhere else, or that is not known. */
export const environmentInCache = (
  file: DockerfileIn,
  stage: Stage,
  project: Project,
): CachedEnvironment | undefined => {
  if (poetry.off.test(file.text) || hasSettings(project)) return undefined;
  const runs = runsThrough(file, stage);
  for (const [i, { run, state }] of runs.entries()) {
    const command = run.script.commands.find(
      (each) => each.name === 'poetry' && isProjectInstall(each) && !each.conditional,
    );
    const verb = command?.words.find(({ text }) => /^(?:install|sync)$/.test(text));
    const place = cacheOfPoetry(state);
    if (!command || !verb || place === undefined) continue;
    if (binOf(poetry, state, file) !== undefined) return undefined;
    const at: Span = [command.span[0], verb.span[1]];
    const found = { run, at, place };
    if (cacheTargets(run, state).some((each) => each !== undefined && holds(each, place)))
      return found;
    const rest = run.script.commands.slice(run.script.commands.indexOf(command) + 1);
    const later = [...rest, ...runs.slice(i + 1).flatMap((each) => each.run.script.commands)];
    const removed = later.find((each) => removes(each, place, state));
    if (removed) return { ...found, removed };
  }
  return undefined;
};

/** Where Poetry keeps what it downloads, and the environments beside it, for the user root. */
const cacheOfPoetry = (state: State): string | undefined => {
  const own = variableIn(state, 'POETRY_CACHE_DIR');
  if (own) return own.value?.replace(/\/$/, '');
  const asRoot = state.user === undefined && !state.baseUser && !variableIn(state, 'HOME');
  return asRoot && !variableIn(state, 'XDG_CACHE_HOME') ? '/root/.cache/pypoetry' : undefined;
};

const holds = (directory: string, place: string): boolean =>
  inside(directory.replace(/\/\*?$/, ''), place) !== undefined;

const removes = (command: Command, place: string, state: State): boolean =>
  command.name === 'rm' &&
  !command.conditional &&
  command.words.some(({ text }) => /^-\w*[rR]/.test(text)) &&
  command.words.slice(1).some((word) => {
    const text = resolve(word, state)?.replace(/^~(?=\/)/, '/root');
    return text?.startsWith('/') === true && text !== '/' && holds(text, place);
  });

/** The directory of the programs of an environment that is in the directory of the project. */
const binOf = (tool: Tool, state: State, file: DockerfileIn): string | undefined => {
  const set = tool.inProject === undefined ? '1' : variableIn(state, tool.inProject)?.value;
  const configured = /virtualenvs\.in-project\s+true/.test(file.text);
  return /^(?:1|true)$/i.test(set ?? '') || (tool.inProject !== undefined && configured)
    ? inImage(state, '.venv/bin')
    : undefined;
};

const ownTools = /^(?:pip|setuptools|wheel|uv|poetry(?:-.*)?|pipenv|pdm|virtualenv|pipx)$/;

/** Whether a command may put packages of the code somewhere else, or lead into an environment. */
const installsBeside = (command: Command): boolean => {
  const { name, words } = launched(command);
  if (/^(?:source|\.|eval|ln|cp|mv|make|conda|mamba|sh|bash)$|\.sh$/.test(name))
    return !(command.piped && /^(?:sh|bash)$/.test(name));
  if (words.some(({ text }) => text === 'venv' || text === 'virtualenv')) return true;
  const install = pipInstall(command);
  return (
    !!install &&
    (install.packages.length === 0 || !install.packages.every((each) => ownTools.test(each.name)))
  );
};

/** Whether a file of the project may hold settings of one of the tools. */
const hasSettings = (project: Project): boolean =>
  project.under('').some((path) => /(?:^|\/)(?:poetry|pdm)\.toml$|(?:^|\/)\.pdm\.toml$/.test(path));
