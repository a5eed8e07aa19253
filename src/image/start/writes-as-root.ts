import { quietLibraries } from '../../data/quiet-libraries.ts';
import { buildContext } from '../../project/context.ts';
import type { ContainerFacts } from '../../project/facts.ts';
import type { DockerfileIn, Project } from '../../project/project.ts';
import { foreignImports, hasUnfound, loadedFiles } from '../../project/python-imports.ts';
import { runsImageOf, servicesOf } from '../../project/services.ts';
import { startCommand } from '../../project/start-command.ts';
import { startScript } from '../../project/start-script.ts';
import type { Stage } from '../../syntax/dockerfile/model.ts';
import { lineage } from '../../syntax/dockerfile/stages.ts';
import { managerCall } from '../../syntax/shell/managers.ts';
import type { Command } from '../../syntax/shell/model.ts';
import { launched, nameOf, pythonProgram } from '../../syntax/shell/program.ts';
import { dirname, type Path } from '../../text/path.ts';
import { entryOf } from './entry.ts';
import { likelyStartScript } from './started-script.ts';

/** Programs that keep what they write in their working directory unless they are told otherwise. */
const keepers: ReadonlySet<string> = new Set([
  'mlflow',
  'jupyter',
  'jupyter-lab',
  'jupyter-notebook',
  'airflow',
  'celery',
  'dvc',
  'label-studio',
  'prefect',
  'dagster',
  'chainlit',
  'gradio',
  'tensorboard',
  'wandb',
  'yolo',
]);

/** Whether what a container starts may write where the image lets only root write: it mounts a volume, says so, or its code is not known to write nothing. */
export const mayWriteAsRoot = (file: DockerfileIn, stage: Stage, project: Project): boolean =>
  keeps(stage) ||
  namesPlaces(stage) ||
  makesDirectories(stage) ||
  asksDocker(stage) ||
  loadsAsRoot(stage) ||
  mounts(file, project) ||
  scriptWrites(file, stage, project) ||
  codeWrites(file, stage, project);

const keeps = (stage: Stage): boolean => {
  const words = startCommand(stage)?.words ?? [];
  return words.slice(0, 3).some((word) => keepers.has(nameOf(word)));
};

/** Whether the server of Django starts, which keeps its database beside the code, a variable names a place for data, or a tool needs the rights of root. */
const namesPlaces = (stage: Stage): boolean =>
  (startCommand(stage)?.words ?? []).some(({ text }) => /(?:^|\/)manage\.py$/.test(text)) ||
  lineage(stage).some(({ instructions }) =>
    instructions.some(
      (each) =>
        each.keyword === 'ENV' &&
        each.pairs.some(
          ({ key, value }) =>
            /(?:DB|DATA|DATABASE|STORAGE|STORE|LOGS?|OUTPUTS?|UPLOADS?)_?(?:PATH|DIR|FILE|ROOT)$/i.test(
              key.text,
            ) && /^\/(?!tmp\/)/.test(value?.text ?? ''),
        ),
    ),
  ) ||
  commandsOf(stage).some(
    (command) =>
      managerCall(command)?.installs &&
      command.words.some(({ text }) =>
        /^(?:bpftrace|bpfcc-tools|bcc|tcpdump|nftables|iptables)$/.test(text),
      ),
  );

/** Whether the last stage makes directories as root below its working directory, as for what the program writes. */
const makesDirectories = ({ instructions }: Stage): boolean =>
  instructions.some(
    (each) =>
      each.keyword === 'RUN' &&
      each.script.commands.some(
        ({ name, words }) =>
          name === 'mkdir' &&
          words.slice(1).some(({ text }) => /^(?:\.\/|\w)/.test(text) && !text.startsWith('/')),
      ) &&
      !each.script.commands.some(({ name }) => /^(?:chown|chmod)$/.test(name)),
  );

/** Whether an image has the client of Docker: its socket belongs to root, or to a group that a new user is not in. */
const asksDocker = (stage: Stage): boolean =>
  commandsOf(stage).some(
    (command) =>
      managerCall(command)?.installs &&
      command.words.some(({ text }) => /^docker(?:-ce)?(?:-cli|\.io)?(?:[=~<>].*)?$/.test(text)),
  );

/** Whether a RUN may load models into the cache of root, where a new user does not find them. */
const loadsAsRoot = (stage: Stage): boolean =>
  commandsOf(stage).some((outer) => {
    const command = launched(outer);
    if (loaders.test(command.name)) return true;
    const python = pythonProgram(command.words);
    if (python?.file) return !/(?:^|\/)(?:setup|manage)\.py$/.test(python.file.text);
    if (python?.module) return loaders.test(python.module.text.split('.')[0] ?? '');
    return python !== undefined && command.words.some(({ text }) => loading.test(text));
  });

// Programs and modules that download into the home directory (2026-11).
const loaders =
  /^(?:hf|huggingface-cli|nltk|playwright|whisper|ollama|transformers-cli|stanza|argospm|kaggle|gdown|dvc|docling-tools)$/;
const loading =
  /download|pretrained|snapshot|pipeline|hub|load|weights|[A-Z]\w*(?:Model|Transformer|Reader|OCR|YOLO)\b|YOLO\(|OCR\(/i;

const commandsOf = (stage: Stage): readonly Command[] =>
  lineage(stage).flatMap(({ instructions }) =>
    instructions.flatMap((each) => (each.keyword === 'RUN' ? each.script.commands : [])),
  );

/** A volume of the image or of a service, or the claim of a pod: its root belongs to root until something changes that. */
const mounts = (file: DockerfileIn, project: Project): boolean =>
  servicesOf(file, project).some(({ volumes }) =>
    volumes.some(
      ({ target, readOnly, type }) =>
        /^\/root(?:\/|$)/.test(target) ||
        (!readOnly && (type === 'volume' || !/^\/tmp(?:\/|$)/.test(target))),
    ),
  ) ||
  project
    .find('pods')
    .some(
      ({ workload }) =>
        (workload?.claims &&
          workload.containers.some((each) => runsImageOf(each, file.path, project))) ||
        (workload?.ownsNode &&
          workload.containers.some((each) => runsImageOf(each, file.path, project))) ||
        (workload?.mountsInRoot &&
          workload.containers.some((each) => mayRunImageOf(each, file.path, project))),
    );

/** Whether a container may run the image of a Dockerfile: none of another is known to be its. */
const mayRunImageOf = ({ image }: ContainerFacts, path: Path, project: Project): boolean => {
  const built = image && project.dockerfileOf(image.value);
  return !built || built.file === path;
};

/** A script that makes files before it starts the program, or that the project does not have. */
const scriptWrites = (file: DockerfileIn, stage: Stage, project: Project): boolean => {
  const started = startScript(file, stage);
  if (!started) return false;
  const script = likelyStartScript(file, stage, project);
  if (!script) return /\.(?:ba|da|z)?sh$|entrypoint/.test(started.word.text);
  const modules = (script.script()?.commands ?? []).flatMap(({ words }) => {
    const { module, file: code } = pythonProgram(words) ?? {};
    return module ? module.text.replaceAll('.', '/') : (code?.text.replace(/\.py$/, '') ?? []);
  });
  return (
    modules.some((module) => moduleWrites(module, project)) ||
    /\b(?:mkdir|touch|cp|mv|chown|chmod|sed[ \t]+-i|migrate|upgrade|apt-get|pip)\b|--?(?:download|output|cache|data|model|models|log|logs|save|store|storage)[-_](?:dir|path|root)\b|(?<![0-9&<])>{1,2}[ \t]*(?![ \t&]|\/dev\/|\/tmp\/)/.test(
      script.text,
    )
  );
};

/** Whether a module that a script starts makes files, itself or by what it loads. */
const moduleWrites = (module: string, project: Project): boolean =>
  project
    .under('')
    .filter((path) => `/${path}`.endsWith(`/${module}.py`))
    .some((path) =>
      loadedFiles(path, dirname(path), project).some((each) => project.python(each)?.writes),
    );

/** Whether the code that the container loads may write: what is not found or not known may. Beside a Dockerfile without any code nothing speaks against it. */
const codeWrites = (file: DockerfileIn, stage: Stage, project: Project): boolean => {
  const context = buildContext(file, project).folder;
  const entry = entryOf(file, stage, project);
  if (!entry) return [context, dirname(file.path)].some((folder) => hasCode(project.under(folder)));
  return (
    hasUnfound(entry.file, entry.root, project) ||
    loadedFiles(entry.file, entry.root, project).some((path) => project.python(path)?.writes) ||
    foreignImports(entry.file, entry.root, project).some(({ module }) => !isQuiet(module, project))
  );
};

const hasCode = (paths: readonly Path[]): boolean =>
  paths.some((path) =>
    /\.(?:py|ipynb|go|[jt]sx?|mjs|cjs|rs|java|kt|scala|rb|php|sh|r|jl|cs|c|cc|cpp|mod|toml)$/i.test(
      path,
    ),
  );

const isQuiet = (module: string, { packages }: Project): boolean => {
  const top = module.split('.')[0] ?? '';
  if (quietLibraries.has(top)) return true;
  // Loggers and databases that are kept in files are told by the code, or are not.
  return (
    packages?.standard.includes(top) === true &&
    !/^(?:shelve|dbm|sqlite3)$|^logging\.(?:config|handlers)$/.test(module)
  );
};
