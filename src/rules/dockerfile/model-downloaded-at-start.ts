import { type StartDownload, startDownload } from '../../image/start/download.ts';
import { entryOf } from '../../image/start/entry.ts';
import { startedServer } from '../../project/code-server.ts';
import { mayBePatched, scalersOf, type Workload, workloadsIn } from '../../project/links.ts';
import type { DockerfileIn, Project } from '../../project/project.ts';
import { buildsOfLast, factsOf, runsImageOf } from '../../project/services.ts';
import { finalStage } from '../../syntax/dockerfile/stages.ts';
import { statesOf } from '../../syntax/dockerfile/state.ts';
import { launched, pythonProgram } from '../../syntax/shell/program.ts';
import { basename, type Path } from '../../text/path.ts';
import type { Span } from '../../text/span.ts';
import type { Rule } from '../rule.ts';
import docs from './model-downloaded-at-start.md' with { type: 'text' };

const rule: Rule = {
  id: 'model-downloaded-at-start',
  on: 'dockerfile',
  docs,
  severity: 'info',
  profile: 'recommended',
  concept: 'model-artifact',
  fix: 'none',

  *check(file, project) {
    const stage = finalStage(file.stages);
    const entry = stage && entryOf(file, stage, project);
    const use = entry && startDownload(file, stage, project);
    if (!use || !isModel(use, project) || mayLoad(file, project)) return;
    const facts = factsOf(file, project);
    const served = project.python(entry.file)?.rayServe ?? (facts && startedServer(facts, project));
    if (!served) return;
    const [first, ...others] = usersOf(file, project) ?? [];
    if (!first) return;
    const many = [first, ...others].find((each) => each.several);
    const { download, path } = use;
    const { called, ...place } = many ?? first;
    yield {
      at: entry.word.span,
      ...(many ? { severity: 'warning' as const } : {}),
      message: `${basename(path)} downloads ${download.name} anew in each container of ${called}${many ? ', which starts several' : ''}: the image does not have it, and no volume keeps it.`,
      related: [
        { file: path, at: download.span, message: 'what downloads' },
        { file: place.file, at: place.at, message: called },
      ],
    };
  },
};
export default rule;

/** Whether a name is that of a model on the Hub, and not of a directory that training makes or that is not in Git. */
const isModel = ({ download: { callee, name } }: StartDownload, project: Project): boolean =>
  name !== undefined &&
  callee !== 'load_dataset' &&
  (name.includes('/') ? !ownDirectory.test(name) : wellKnown.test(name)) &&
  !project.gitIgnored(name);

const ownDirectory =
  /^(?:[\w-]*(?:models?|weights|checkpoints?|output|results?|artifacts|cache|data|app|src|assets|saved|trained|storage|tmp)[\w-]*)\//i;

/** Models without an organisation: those of the first days of the Hub, and of sentence-transformers. */
const wellKnown =
  /^(?:all-(?:MiniLM|mpnet|distilroberta|roberta)|multi-qa-|paraphrase-|msmarco-|(?:distil)?bert-base-|bert-large-|distil(?:gpt2|roberta)|roberta-(?:base|large)|xlm-roberta-|gpt2|t5-(?:small|base|large))/i;

/** Whether a build may load models, or something says that a cache is there. */
const mayLoad = (file: DockerfileIn, project: Project): boolean =>
  words.some((word) => file.text.includes(word) || project.mentioned(word)) ||
  file.stages.some((stage) =>
    statesOf(file, stage).some(({ instruction: each }) => {
      if (each.keyword === 'VOLUME') return true;
      if (each.keyword === 'COPY' || each.keyword === 'ADD')
        return [...each.sources, ...(each.target ? [each.target] : [])].some(({ text }) =>
          holdsModels.test(text),
        );
      if (each.keyword !== 'RUN') return false;
      return (
        each.form === 'exec' ||
        each.script.broken ||
        each.script.commands.some((command) => {
          const { name, words: all } = launched(command);
          const python = pythonProgram(all);
          return (
            (python && !harmless.test(python.module?.text ?? '')) ||
            loaders.test(name) ||
            all.some(({ text }) => ofModels.test(text))
          );
        })
      );
    }),
  );

/** What says that the Hub is not asked, or where its cache is. */
const words = ['HF_HUB_OFFLINE', 'TRANSFORMERS_OFFLINE', '.cache/huggingface', 'huggingface-cache'];

const holdsModels = /model|cache|weight|checkpoint|hub\b|hugging/i;

const harmless = /^(?:pip|venv|ensurepip|virtualenv|compileall|playwright|spacy|nltk\.downloader)$/;

/** Programs that may do anything, and those that fetch models. */
const loaders =
  /^(?:hf|huggingface-cli|make|bash|sh|source|\.|eval|just|task|dvc|aws|gsutil|gcloud|rclone|.+\.(?:sh|py))$/;

const ofModels = /huggingface\.co|models?[/._-]|weights|snapshot_download|\.py$/;

/** What runs the image: a service or the container of a pod. */
interface User {
  readonly called: string;
  readonly file: Path;
  readonly at: Span;
  /** More than one pod is started. */
  readonly several: boolean;
}

/** What runs the image by its own command without a volume that may keep a model; undefined where something else runs it too, or may. */
const usersOf = (file: DockerfileIn, project: Project): readonly User[] | undefined => {
  const users: User[] = [];
  const hasPlace = file.instructions.some(
    (each) => each.keyword === 'ENV' && each.pairs.some(({ key }) => isOfCache(key.text)),
  );
  for (const { file: by, service } of buildsOfLast(file, project)) {
    const { command, entrypoint, environment, open, volumes } = service;
    if (open || command || entrypoint || environment.some(({ name }) => isOfCache(name)))
      return undefined;
    if (volumes.some(({ target }) => hasPlace || mayKeep(target))) return undefined;
    users.push({ called: `service ${service.name}`, file: by, at: service.at, several: false });
  }
  for (const each of workloadsIn(project.find('pods'))) {
    const { containers } = each.workload;
    const own = containers.filter((container) => runsImageOf(container, file.path, project));
    if (own.length === 0) continue;
    if (/(?:^|\/)templates\//.test(each.file) || mayBePatched(each, project)) return undefined;
    if (containers.some(({ init }) => init) || each.workload.ownsNode) return undefined;
    if (
      own.some(
        ({ env, mountsFiles, overridden }) => mountsFiles || overridden || env.some(isOfCache),
      )
    )
      return undefined;
    if (each.kind === 'Job' || each.kind === 'CronJob') return undefined;
    users.push({
      called: `${each.kind} ${each.name}`,
      file: each.file,
      at: each.at,
      several: startsSeveral(each, project),
    });
  }
  return users;
};

const startsSeveral = (workload: Workload, project: Project): boolean =>
  (workload.workload.replicas?.value ?? 1) > 1 ||
  scalersOf(workload, project).some(({ scaler }) => (scaler.most ?? 1) > 1);

const isOfCache = (name: string): boolean =>
  /^(?:HF_|HUGGINGFACE_|TRANSFORMERS_|SENTENCE_TRANSFORMERS_|XDG_CACHE_HOME$|HOME$|MODEL)/.test(
    name,
  ) && !/TOKEN|TRANSFER|TIMEOUT|PROGRESS|TELEMETRY/.test(name);

/** Whether a volume may hold the cache; code of the machine that stands in place of that of the image does not. */
const mayKeep = (target: string): boolean =>
  !/^\/(?:app|code|src|srv|workspace|usr\/src\/app|app\/(?:app|src|api|data|logs?|static|uploads?)|logs?|data|uploads?)(?:\/|$)/.test(
    target,
  ) || holdsModels.test(target);
