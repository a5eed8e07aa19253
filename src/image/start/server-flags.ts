import { entryProgram, serverOfImage } from '../../data/model-servers.ts';
import { namesServer, type ServerFlags } from '../../data/server-flags.ts';
import { syntaxOf } from '../../data/server-syntax.ts';
import { serverIn, startOfScript, startWords } from '../../project/container-start.ts';
import { buildContext } from '../../project/context.ts';
import type { DockerfileIn, Project, ResourceIn } from '../../project/project.ts';
import { type FoundServer, findServer } from '../../project/server.ts';
import { type Release, releaseOf } from '../../project/server-release.ts';
import type { StartCommand } from '../../project/start-command.ts';
import type { ComposeCommand, ComposeService } from '../../syntax/builds/compose-service.ts';
import type { Stage } from '../../syntax/dockerfile/model.ts';
import { lineage, rootImage } from '../../syntax/dockerfile/stages.ts';
import type { Container } from '../../syntax/kubernetes/model.ts';
import { normalName } from '../../syntax/requirements.ts';
import { scriptOfWords } from '../../syntax/shell/exec.ts';
import { pipInstall } from '../../syntax/shell/pip.ts';
import { nameOf } from '../../syntax/shell/program.ts';
import type { Word } from '../../syntax/word.ts';
import { imageName, parseImage } from '../../text/image.ts';
import type { Path } from '../../text/path.ts';
import type { Span } from '../../text/span.ts';
import { installsOf } from '../installs/installed.ts';

/** A start of a server whose flags are known by release. */
export interface ServerStart {
  /** Its name in the table of flags: that of its Python package, where it is one. */
  readonly id: string;
  readonly name: string;
  /** The words behind the program. */
  readonly words: readonly Word[];
  /** The words before them are `vllm serve` itself, not the ENTRYPOINT of an image. */
  readonly served: boolean;
  /** Missing when it is not known, or not in the table. */
  readonly release?: Release;
  readonly known: ServerFlags;
}

/** A flag that a start command gives. */
export interface GivenFlag {
  readonly word: Word;
  /** The name as it is written, with its dashes. */
  readonly written: string;
  /** The name as the table has it. */
  readonly name: string;
  /** What stands behind `=`. */
  readonly inline?: string;
  /** The word behind it; missing when that is a flag, or there is none. */
  readonly next?: Word;
  /** A flag stands behind it. */
  readonly bare: boolean;
}

const ids: Readonly<Record<string, string>> = {
  vLLM: 'vllm',
  SGLang: 'sglang',
  uvicorn: 'uvicorn',
  gunicorn: 'gunicorn',
  // Options of `ui` are options of `server` too.
  'mlflow server': 'mlflow',
  'mlflow ui': 'mlflow',
};

/** Names for servers that are started by several commands. */
const names: Readonly<Record<string, string>> = { mlflow: 'MLflow' };

/** A server that words start. */
interface Found {
  readonly id: string;
  readonly name: string;
  readonly rest: readonly Word[];
  /** The last of the words that name it. */
  readonly last?: Word;
}

const named = (found: FoundServer | undefined): Found | undefined => {
  const id = found && ids[found.server.name];
  if (!found || id === undefined) return undefined;
  const last = found.program.at(-1);
  return { id, name: names[id] ?? found.server.name, rest: found.rest, ...(last ? { last } : {}) };
};

/** Servers that are started by a program of their own name, and of whose addresses nothing is said. */
const ownProgram = (words: readonly Word[]): Found | undefined => {
  const program = nameOf(words[0]);
  const other = programs.get(program);
  if (other) return { ...other, rest: words.slice(1) };
  if (program === 'ray' && words[1]?.text === 'start')
    return { id: program, name: 'Ray', rest: words.slice(2) };
  return undefined;
};

const programs: ReadonlyMap<string, Pick<Found, 'id' | 'name'>> = new Map([
  ['text-generation-launcher', { id: 'tgi', name: 'Text Generation Inference' }],
  ['text-embeddings-router', { id: 'tei', name: 'Text Embeddings Inference' }],
  ['torchserve', { id: 'torchserve', name: 'TorchServe' }],
  ['llama-server', { id: 'llama', name: 'llama.cpp' }],
  ['tritonserver', { id: 'triton', name: 'Triton' }],
  ['tensorflow_model_server', { id: 'tensorflow-serving', name: 'TensorFlow Serving' }],
]);

/** The server that an image starts, with its release; undefined for servers whose flags are not known. */
export const serverOfStage = (
  file: DockerfileIn,
  stage: Stage,
  start: StartCommand,
  project: Project,
): ServerStart | undefined => {
  const known = project.serverFlags;
  const words = withProgram(stage, start);
  const found = named(findServer(words)) ?? ownProgram(words);
  if (!known || !found) return undefined;
  const release = releaseIn(file, stage, found.id, known, project);
  const served = isServe(found) && start.words.some((word) => word === found.last);
  return startOf(found, served, known, release);
};

/** Some images have an ENTRYPOINT that takes the words as its arguments. */
const withProgram = (stage: Stage, { words }: StartCommand): readonly Word[] => {
  const image = rootImage(stage);
  const entry = image && entryProgram(imageName(image), image.tag);
  return entry ? behind(entry, words) : words;
};

/** Arguments behind the program of an ENTRYPOINT. */
const behind = (entry: readonly string[], words: readonly Word[]): readonly Word[] => {
  const [first] = words;
  if (!first?.text.startsWith('-')) return words;
  return [...entry.map((text): Word => ({ ...first, text, raw: text, dynamic: false })), ...words];
};

/** The server that a container's own command or arguments start, with the release that its image names. */
export const serverOfContainer = (
  resource: ResourceIn,
  { path, image }: Pick<Container, 'path' | 'image'>,
  project: Project,
): ServerStart | undefined => {
  const known = project.serverFlags;
  const said = ['command', 'args'].map((part) => resource.get([...path, part]));
  if (!known || !namesServer(`${image} ${said.flat().join(' ')}`)) return undefined;
  const container = { path, ...(image === undefined ? {} : { image }) };
  const found = named(serverIn(resource, container)) ?? ownProgram(withEntry(resource, container));
  if (!found) return undefined;
  const { id } = found;
  const ref = parseImage(image ?? '');
  const name = imageName(ref);
  const sure = serverOfImage(name) === id && !project.kustomized(name);
  const release = sure ? releaseOf(known, id, ref.tag) : undefined;
  const place = { file: resource.path, at: resource.at([...path, 'image']) };
  const served = isServe(found) && resource.key([...path, 'command']) !== undefined;
  return startOf(found, served, known, release && { ...release, ...place });
};

/** The words that a container starts, behind the program of its image's ENTRYPOINT where it brings arguments only. */
const withEntry = (
  resource: ResourceIn,
  container: Pick<Container, 'path' | 'image'>,
): readonly Word[] => {
  const words = startWords(resource, container) ?? [];
  const [first] = words;
  const image = parseImage(container.image ?? '');
  const entry = entryProgram(imageName(image), image.tag);
  if (!first || !entry || resource.key([...container.path, 'command'])) return words;
  return [...entry.map((text): Word => ({ ...first, text, raw: text, dynamic: false })), ...words];
};

/** The server that a service of a compose file starts by its own command, with the release that its image names. */
export const serverOfService = (
  file: Path,
  { built, command, entrypoint, image, open }: ComposeService,
  project: Project,
): ServerStart | undefined => {
  const known = project.serverFlags;
  if (!known || open || (!command && !entrypoint)) return undefined;
  const ref = parseImage(image && !image.dynamic && !built ? image.text : '');
  const own = [entrypoint, command].flatMap((part) => (part ? wordsOf(part) : []));
  const entry = entrypoint ? undefined : entryProgram(imageName(ref), ref.tag);
  const words = startOfScript(entry ? behind(entry, own) : own) ?? [];
  const found = named(findServer(words)) ?? ownProgram(words);
  if (!found) return undefined;
  const { id } = found;
  const { version, at = image?.at } = installedBy(own, id) ?? {};
  const tag = serverOfImage(imageName(ref)) === id ? ref.tag : undefined;
  const release = releaseOf(known, id, version ?? tag);
  const place = at && { file, at };
  const served = isServe(found) && own.some(({ text }) => text === 'serve');
  return startOf(found, served, known, release && place && { ...release, ...place });
};

/** What a script installs of a server before it starts it, with pip: its pinned version, or another one. */
const installedBy = (
  words: readonly Word[],
  id: string,
): { readonly version: string; readonly at: Span } | undefined =>
  scriptOfWords(words)
    .commands.flatMap((command) => pipInstall(command)?.packages ?? [])
    .filter(({ name }) => normalName(name) === id)
    .map(({ version, word }) => ({
      version: /^==(.+)$/.exec(version)?.[1] ?? 'another',
      at: word.span,
    }))[0];

/** The words of a command of a compose file, each where it stands. */
export const wordsOf = ({ places, words, at }: ComposeCommand): readonly Word[] =>
  words.map((text, i) => ({
    ...{ text, raw: text, span: places[i] ?? at },
    dynamic: text.includes('$'),
  }));

const isServe = ({ last }: Found): boolean => last?.text === 'serve';

const startOf = (
  { id, name, rest }: Found,
  served: boolean,
  known: ServerFlags,
  release: Release | undefined,
): ServerStart => ({
  ...{ id, name, words: rest, served, known },
  ...(release ? { release } : {}),
});

/** The release of a server that a stage has: of what pip installs, else of its base image. */
const releaseIn = (
  file: DockerfileIn,
  stage: Stage,
  id: string,
  known: ServerFlags,
  project: Project,
): Release | undefined => {
  const { python } = installsOf(file, stage, buildContext(file, project).folder, project);
  const installed = python.filter(({ name }) => normalName(name) === id && id !== 'triton');
  const [first] = installed;
  // Plugins bring flags and values of their own.
  if (id === 'vllm' && python.some(({ name }) => normalName(name).startsWith('vllm-')))
    return undefined;
  if (first) {
    const same = installed.every(({ version }) => version === first.version);
    const release = same ? releaseOf(known, id, /^==(.+)$/.exec(first.version)?.[1]) : undefined;
    return release && { ...release, file: first.file, at: first.at };
  }
  const root = lineage(stage).at(-1);
  const word = root?.from.image;
  if (!root?.image || !word || word.dynamic || word.raw.includes('$')) return undefined;
  if (serverOfImage(imageName(root.image)) !== id || mentions(stage, id)) return undefined;
  const release = releaseOf(known, id, root.image.tag);
  return release && { ...release, file: file.path, at: word.span };
};

/** Whether a RUN of a stage may install a server in another way. */
const mentions = (stage: Stage, id: string): boolean =>
  lineage(stage).some(({ instructions }) =>
    instructions.some(
      (instruction) =>
        instruction.keyword === 'RUN' &&
        instruction.script.commands.some(({ words }) =>
          words.some(({ text }) => new RegExp(`(?:^|[^\\w])${id}(?!\\w)`).test(text)),
        ),
    ),
  );

/** The flags of a start command that are known from their words alone. */
export const givenFlags = ({ id, words }: ServerStart): readonly GivenFlag[] => {
  const { dashes, short } = syntaxOf(id);
  const end = words.findIndex(({ text }) => text === '--');
  const own = end < 0 ? words : words.slice(0, end);
  return own.flatMap((word, i) => {
    const [, written, inline] = /^(--?[A-Za-z][\w-]*)(?:=([\s\S]*))?$/.exec(word.text) ?? [];
    if (word.dynamic || written === undefined) return [];
    const long = written.startsWith('--');
    if (!long && !short) return [];
    const next = own[i + 1];
    // A text with blanks is a value, whatever it starts with.
    const bare = next !== undefined && !next.dynamic && /^--?[A-Za-z]\S*$/.test(next.text);
    const name = long ? written.slice(2) : written;
    return [
      {
        word,
        written,
        name: dashes && long ? name.replaceAll('_', '-') : name,
        ...(inline === undefined ? {} : { inline }),
        ...(next && !bare ? { next } : {}),
        bare,
      },
    ];
  });
};
