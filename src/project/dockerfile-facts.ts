import { baseImage } from '../data/base-images.ts';
import type { Inherited, Instruction, Stage } from '../syntax/dockerfile/model.ts';
import { finalStage, lineage, rootImage } from '../syntax/dockerfile/stages.ts';
import {
  finalState,
  resolve,
  type State,
  variableIn,
  variableNames,
} from '../syntax/dockerfile/state.ts';
import type { Word } from '../syntax/word.ts';
import { joinPath } from '../text/path.ts';
import type { DockerfileFacts, Fact, ServerFact } from './facts.ts';
import type { DockerfileIn } from './project.ts';
import { type FoundServer, findServer } from './server.ts';
import { placeOf, startCommand } from './start-command.ts';
import { startFacts } from './start-facts.ts';
import { hostCheck, installsSince } from './tool-release.ts';

/** The facts of the image that a Dockerfile builds. */
export const dockerfileFacts = (file: DockerfileIn): DockerfileFacts => {
  // What a template becomes is not known.
  if (file.template) return { file: file.path, bases: [], exposed: [] };
  const stage = finalStage(file.stages);
  const bases = file.stages.flatMap(({ image }) => (image ? [image.text] : []));
  if (!stage) return { file: file.path, bases, exposed: [] };
  const image = rootImage(stage);
  const base = image && baseImage(image);
  const state = finalState(file, stage);
  const server = serverFact(file, stage, state);
  const user = userFact(file, state, base?.user);
  return {
    file: file.path,
    last: [String(stage.index), ...(stage.name === undefined ? [] : [stage.name])],
    bases,
    ...(image ? { base: image.text } : {}),
    settings: settingsOf(state),
    exposed: exposedPorts(file, stage, state),
    ...(takesAll(stage) ? { takesAll: true } : {}),
    ...(server ? { server } : {}),
    ...(file.text.includes(hostCheck.tool) && installsSince(hostCheck, file, stage)
      ? { looksAtHost: true }
      : {}),
    start: startFacts(file, stage, state),
    ...(user ? { user } : {}),
    ...(base ? { cuda: base.cuda } : {}),
    ...(base?.python ? { python: base.python } : {}),
  };
};

/** Whether a stage, or one that it starts from, copies the whole build context. */
const takesAll = (stage: Stage): boolean =>
  lineage(stage).some(({ instructions }) => instructions.some(copiesContext));

/** Whether an instruction copies the whole build context. */
export const copiesContext = (copy: Instruction): boolean => {
  if ((copy.keyword !== 'COPY' && copy.keyword !== 'ADD') || copy.from) return false;
  const [word, more] = copy.sources;
  if (!word || more || word.dynamic || !/^[./]*$/.test(word.text)) return false;
  return joinPath(word.text) === '' && !copy.flags.some(({ name }) => name === 'exclude');
};

const settingsOf = (state: State): Inherited => {
  const env = variableNames(state).flatMap((name) => {
    const set = variableIn(state, name);
    return set?.from === 'ENV' ? [[name, set.value] as const] : [];
  });
  return {
    env: Object.fromEntries(env),
    ...(state.workdirSet ? { workdir: state.workdir ?? null } : {}),
    ...(state.user ? { user: resolve(state.user, state) ?? null } : {}),
  };
};

const userFact = (
  file: DockerfileIn,
  state: State,
  inherited?: string,
): Fact<string> | undefined => {
  const word = state.user;
  if (word) {
    const value = resolve(word, state);
    return value === undefined ? undefined : { value, file: file.path, at: word.span };
  }
  const from = finalStage(file.stages)?.from;
  return inherited && from ? { value: inherited, file: file.path, at: from.span } : undefined;
};

const exposedPorts = (file: DockerfileIn, stage: Stage, state: State): readonly Fact<number>[] =>
  lineage(stage)
    .toReversed()
    .flatMap(({ instructions }) => instructions)
    .flatMap((instruction) => (instruction.keyword === 'EXPOSE' ? instruction.words : []))
    .flatMap((word) => {
      const port = portNumber(resolve(word, state)?.replace(/\/tcp$/i, ''));
      return port === undefined ? [] : [{ value: port, file: file.path, at: word.span }];
    });

/** A port from 1 to 65535 written in digits, or undefined. */
const portNumber = (text: string | undefined): number | undefined => {
  const port = text !== undefined && /^\d{1,5}$/.test(text) ? Number(text) : 0;
  return port > 0 && port <= 65535 ? port : undefined;
};

const serverFact = (file: DockerfileIn, stage: Stage, state: State): ServerFact | undefined => {
  const start = startCommand(stage);
  const found = start && findServer(start.words);
  const first = found?.program[0];
  if (!start || !found || !first) return undefined;
  const port = portFact(file, found, state, first);
  const host = hostOf(found, state);
  return {
    name: found.server.name,
    file: file.path,
    at: placeOf(first, found.program, start),
    ...(port ? { port } : {}),
    variables: found.port ? (found.port.text.match(/(?<=\$\{?)\w+/g) ?? []) : found.server.portEnv,
    ...(host === undefined ? {} : { host }),
  };
};

const portFact = (
  file: DockerfileIn,
  { server, port, elsewhere }: FoundServer,
  state: State,
  program: Word,
): Fact<number> | undefined => {
  const fact = (value: number | undefined, at: Word): Fact<number> | undefined =>
    value === undefined ? undefined : { value, file: file.path, at: at.span };
  if (port) return fact(portNumber(resolve({ ...port.word, text: port.text }, state)), port.word);
  if (elsewhere) return undefined;
  for (const name of server.portEnv) {
    const set = variableIn(state, name);
    if (set?.declared && set.from === 'ENV')
      return fact(portNumber(set.value ?? undefined), set.declared);
  }
  return fact(server.port, program);
};

/** The address that a found server binds to under a state, or undefined when it is not known. */
export const hostOf = (
  { server, host, elsewhere }: FoundServer,
  state: State,
): string | undefined => {
  if (host) return resolve({ ...host.word, text: host.text }, state);
  if (elsewhere) return undefined;
  for (const name of server.hostEnv) {
    const set = variableIn(state, name);
    if (set?.from === 'ENV') return name === 'PORT' ? '0.0.0.0' : (set.value ?? undefined);
  }
  return server.host === 'any' ? '0.0.0.0' : '127.0.0.1';
};
