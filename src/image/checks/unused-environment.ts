import { consoleScripts } from '../../data/console-scripts.ts';
import type { DockerfileIn, Project } from '../../project/project.ts';
import { foreignImports } from '../../project/python-imports.ts';
import { startCommand } from '../../project/start-command.ts';
import { expand } from '../../syntax/dockerfile/expand.ts';
import type { Stage } from '../../syntax/dockerfile/model.ts';
import { lineage, rootImage } from '../../syntax/dockerfile/stages.ts';
import { finalState, lookupIn, statesOf, variableIn } from '../../syntax/dockerfile/state.ts';
import type { Command } from '../../syntax/shell/model.ts';
import { pipInstall } from '../../syntax/shell/pip.ts';
import { isPython, launched, nameOf } from '../../syntax/shell/program.ts';
import type { Word } from '../../syntax/word.ts';
import { imageName } from '../../text/image.ts';
import { commandsWithin } from '../called.ts';
import { treeOf } from '../stage.ts';
import { entryOf } from '../start/entry.ts';
import { filesIn } from '../tree.ts';
import { type Instead, toolEnvironment } from './tool-environment.ts';

/** An environment that is filled, and the program outside of it that the start command runs. */
export interface UnusedEnvironment {
  readonly program: Word;
  /** What fills it, in words: `the environment fit of conda`, `/app/.venv`. */
  readonly name: string;
  /** The directory of its programs, where that is known. */
  readonly bin?: string;
  /** How the tool that makes it installs into the Python of the image instead. */
  readonly instead?: Instead;
  /** The import that is not found, or the name of the program itself. */
  readonly lacks: string;
}

/** The environment of a stage whose packages the started program does not see; undefined when it is used, or that is not known. */
export const unusedEnvironment = (
  file: DockerfileIn,
  stage: Stage,
  project: Project,
): UnusedEnvironment | undefined => {
  if (!/venv|virtualenv|\buv\b|conda|mamba|poetry|pipenv|pdm/.test(file.text)) return undefined;
  const start = startCommand(stage);
  const [program] = start?.words ?? [];
  const image = rootImage(stage);
  if (!start || !program || !image || program.text.includes('/')) return undefined;
  const direct = start.from[0]?.words[0] === program || start.from[0]?.form === 'shell';
  const named = Object.hasOwn(consoleScripts, nameOf(program));
  if (!direct || (!isPython(program) && !named) || !staysOutside(file, stage)) return undefined;
  const within = commandsWithin(file, project);
  const commands = lineage(stage).flatMap(({ instructions }) =>
    instructions.flatMap((each) => (each.keyword === 'RUN' ? within(each).map(launched) : [])),
  );
  const conda = /^(?:continuumio\/miniconda3|condaforge\/miniforge3)$/.test(imageName(image));
  const environment = conda
    ? condaEnvironment(commands)
    : /^(?:python|debian|ubuntu|nvidia\/cuda)$/.test(imageName(image))
      ? (virtualEnvironment(file, stage, project, commands) ??
        toolEnvironment(file, stage, project))
      : undefined;
  const lacks =
    environment &&
    (named ? nameOf(program) : importOf(file, stage, project, conda ? ofConda : ofTools));
  return environment && lacks ? { program, ...environment, lacks } : undefined;
};

/** Whether nothing in the stage leads into an environment: PATH, a shell, or packages from elsewhere. */
const staysOutside = (file: DockerfileIn, stage: Stage): boolean => {
  const state = finalState(file, stage);
  const set = ['PYTHONPATH', 'UV_PROJECT_ENVIRONMENT', 'BASH_ENV', 'PYTHONHOME'];
  if (set.some((name) => variableIn(state, name)) || !leadsToToolsOnly(file, stage)) return false;
  return lineage(stage).every(({ instructions }) =>
    instructions.every(
      (each) =>
        each.keyword !== 'SHELL' &&
        !(each.keyword === 'RUN' && each.script.broken) &&
        !(
          each.keyword === 'COPY' &&
          each.from &&
          /^\/$|^\/usr\/?(?:local\/?)?$|packages|\/bin\/(?:python|uvicorn|gunicorn)/.test(
            each.target?.text ?? '',
          )
        ),
    ),
  );
};

/** Whether the directories that a stage adds to PATH are those in which installers put poetry, uv and the like. */
const leadsToToolsOnly = (file: DockerfileIn, stage: Stage): boolean =>
  lineage(stage).every((each) =>
    statesOf(file, each).every(
      ({ instruction, state }) =>
        instruction.keyword !== 'ENV' ||
        instruction.pairs.every(
          ({ key, value }) =>
            key.text !== 'PATH' ||
            (value?.text.split(':') ?? []).every((part) =>
              /^\$(?:PATH|\{PATH\})$|^\/(?:root|home\/[^/]+)\/\.(?:local|cargo)\/bin$|^(?:\/[\w.]+)*\/poetry\/bin$/.test(
                part.includes('$') && !/^\$\{?PATH\}?$/.test(part)
                  ? (expand(part, lookupIn(state)) ?? part)
                  : part,
              ),
            ),
        ),
    ),
  );

const tools = /^(?:pip|setuptools|wheel|uv|poetry|virtualenv|pipx|build|pip-tools)$/;

type Environment = Pick<UnusedEnvironment, 'name' | 'bin' | 'instead'>;

/** The one virtual environment in the image, when nothing is installed beside it. */
const virtualEnvironment = (
  file: DockerfileIn,
  stage: Stage,
  project: Project,
  commands: readonly Command[],
): Environment | undefined => {
  const paths = new Set<string>();
  for (const path of filesIn(treeOf(file, stage, project).end))
    if (path.endsWith('/bin/activate')) paths.add(path.slice(0, -'/bin/activate'.length));
  const [path, more] = paths;
  if (path === undefined || more !== undefined) return undefined;
  const beside = commands.some((command) => {
    if (command.words.some(({ text }) => text === '--system')) return true;
    if (/^(?:poetry|pdm|pipenv|conda|make|ln|cp|mv)$|\.sh$/.test(command.name)) return true;
    const install = pipInstall(command);
    if (!install || command.name === 'uv' || command.words[0]?.text.includes('/')) return false;
    return install.packages.length === 0 || install.packages.some(({ name }) => !tools.test(name));
  });
  return beside ? undefined : { name: path, bin: `${path}/bin` };
};

/** The one environment that conda makes, when nothing is installed into base. */
const condaEnvironment = (commands: readonly Command[]): Environment | undefined => {
  let found: Environment | undefined;
  for (const command of commands) {
    const texts = command.words.map(({ text }) => text);
    if (/^(?:conda|mamba)$/.test(command.name)) {
      const verb = texts.slice(1).find((text) => !text.startsWith('-'));
      const made = verb === 'create' || (verb === 'env' && texts.includes('create'));
      if (/^(?:clean|config|info|init|list|activate|run)$/.test(verb ?? '')) continue;
      if (!made || found || texts.some((text) => /^(?:-p|--prefix|base)$/.test(text)))
        return undefined;
      const at = texts.findIndex((text) => text === '-n' || text === '--name');
      const name = at > 0 ? texts[at + 1] : undefined;
      found = name
        ? { name: `the conda environment ${name}`, bin: `/opt/conda/envs/${name}/bin` }
        : { name: 'the conda environment' };
    } else if (
      pipInstall(command) ||
      /^(?:pip\d?|ln|cp|mv|make|uv|poetry)$|\.sh$/.test(command.name)
    )
      return undefined;
  }
  return found;
};

// What conda brings into base for itself.
const ofConda =
  /^(?:requests|yaml|ruamel|tqdm|packaging|certifi|urllib3|idna|cryptography|cffi|six|pluggy|platformdirs|boltons|jsonpatch|setuptools|pip|wheel|distro|frozendict|charset_normalizer)$/;

// What poetry 2.5, pipenv 2026.10 and pdm 2.29 bring into the Python that they are installed in, and poetry 1 brought (PyPI, 2026-11).
const ofTools =
  /^(?:anyio|argcomplete|attrs?|backports|blinker|build|cachecontrol|cachy|certifi|cffi|charset_normalizer|cleo|clikit|crashtest|cryptography|dep_logic|distlib|dotenv|dulwich|fastjsonschema|filelock|findpython|h11|hishel|html5lib|httpcore|httpx|id|idna|importlib_metadata|installer|jaraco|jeepney|jsonschema|keyring|lockfile|markdown_it|mdurl|more_itertools|msgpack|packaging|pastel|pbs_installer|pexpect|pip|pkginfo|platformdirs|ptyprocess|pycparser|pygments|pylev|pyparsing|pyproject_hooks|pyrsistent|rapidfuzz|requests|requests_toolbelt|resolvelib|rich|secretstorage|setuptools|shellingham|six|sniffio|socksio|tomli|tomlkit|trove_classifiers|truststore|typing_extensions|unearth|urllib3|virtualenv|webencodings|zipp|zstandard)$/;

/** The first import of the started code that no Python has by itself, nor those `brought` along. */
const importOf = (
  file: DockerfileIn,
  stage: Stage,
  project: Project,
  brought: RegExp,
): string | undefined => {
  const entry = entryOf(file, stage, project);
  const { packages } = project;
  if (!entry || !packages) return undefined;
  for (const { module, when } of foreignImports(entry.file, entry.root, project)) {
    const top = module.split('.')[0] ?? '';
    if (
      when === 'always' &&
      Object.hasOwn(packages.imports, top) &&
      !packages.standard.includes(top) &&
      !brought.test(top)
    )
      return top;
  }
  return undefined;
};
