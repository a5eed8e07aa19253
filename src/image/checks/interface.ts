import type { DockerfileIn, Project } from '../../project/project.ts';
import { mayReadFile } from '../../project/server.ts';
import { isOverridden, isSetByService, servicesOf } from '../../project/services.ts';
import { startCommand } from '../../project/start-command.ts';
import type { Stage } from '../../syntax/dockerfile/model.ts';
import { finalState, variableIn } from '../../syntax/dockerfile/state.ts';
import type { WebObject } from '../../syntax/python/web-objects.ts';
import { nameOf, pythonProgram } from '../../syntax/shell/program.ts';
import type { Word } from '../../syntax/word.ts';
import type { Path } from '../../text/path.ts';
import { entryOf } from '../start/entry.ts';

/** A server that calls its application in another way than the application can be called. */
export interface OtherInterface {
  /** The word that names the application. */
  readonly word: Word;
  /** `uvicorn`, or `gunicorn` with the class of its workers. */
  readonly server: string;
  readonly app: WebObject;
  readonly path: Path;
}

/** The application of a stage's start command that its server cannot call: one for WSGI with uvicorn, or one for ASGI with a worker of gunicorn for WSGI; undefined when it can, or that is not known. */
export const otherInterface = (
  file: DockerfileIn,
  stage: Stage,
  project: Project,
): OtherInterface | undefined => {
  const words = startCommand(stage)?.words ?? [];
  const python = pythonProgram(words);
  const program = nameOf(python ? python.module : words[0]);
  const rest = python ? python.rest : words.slice(1);
  // More options may come out of a variable.
  if (rest.some(({ dynamic, raw }) => dynamic && raw.startsWith('$'))) return undefined;
  const called = calledBy(program, rest, file, stage, project);
  const entry = called && entryOf(file, stage, project);
  if (!called || !entry || !rest.includes(entry.word)) return undefined;
  const [, name = ''] = entry.word.text.split(':');
  const app = project.python(entry.file)?.apps?.find((each) => each.name === name);
  if (!app || app.kind === called.kind || isOverridden(file, project)) return undefined;
  return { word: entry.word, server: called.server, app, path: entry.file };
};

/** An application that the start command of a stage names and that its module does not have. */
export interface AbsentApp {
  /** The word that names module and application. */
  readonly word: Word;
  readonly server: 'uvicorn' | 'gunicorn';
  readonly module: string;
  readonly name: string;
  readonly path: Path;
  /** The only application that the module makes. */
  readonly other?: WebObject;
}

/** The application of a stage's start command that its module cannot have; undefined when it may, or that is not known. */
export const absentApp = (
  file: DockerfileIn,
  stage: Stage,
  project: Project,
): AbsentApp | undefined => {
  const words = startCommand(stage)?.words ?? [];
  const python = pythonProgram(words);
  const server = nameOf(python ? python.module : words[0]);
  if (server !== 'uvicorn' && server !== 'gunicorn') return undefined;
  const entry = entryOf(file, stage, project);
  if (!entry || !words.includes(entry.word)) return undefined;
  const [module = '', called = ''] = entry.word.text.split(':');
  const [name = ''] = called.split(/[.(]/);
  const code = project.python(entry.file);
  if (!code?.empty && !code?.absentApps?.includes(name)) return undefined;
  const [other, more] = code.apps ?? [];
  // What makes no application that is known may get one in a way that is not.
  if (!other && !code.empty) return undefined;
  if (isOverridden(file, project) && !isStartedToo(entry.word, file, project)) return undefined;
  return {
    ...{ word: entry.word, server, module, name, path: entry.file },
    ...(other && !more ? { other } : {}),
  };
};

/** Whether a service names the same application in its own command. */
const isStartedToo = ({ text }: Word, file: DockerfileIn, project: Project): boolean =>
  servicesOf(file, project).some(({ command }) =>
    command?.words.some((word) => word === text || word.split(' ').includes(text)),
  );

interface Called {
  readonly kind: WebObject['kind'];
  readonly server: string;
}

const calledBy = (
  program: string,
  rest: readonly Word[],
  file: DockerfileIn,
  stage: Stage,
  project: Project,
): Called | undefined => {
  const state = finalState(file, stage);
  const isSet = (name: string): boolean =>
    variableIn(state, name) !== undefined || isSetByService(file, name, project);
  if (program === 'uvicorn') {
    const said = rest.some(({ text }) => /^--(?:interface|factory)(?:$|=)/.test(text));
    return said || isSet('UVICORN_INTERFACE') ? undefined : { kind: 'asgi', server: 'uvicorn' };
  }
  if (program !== 'gunicorn' || isSet('GUNICORN_CMD_ARGS')) return undefined;
  if (rest.some(({ text }) => /^(?:-c|--config)/.test(text))) return undefined;
  const worker = workerOf(rest);
  if (asgiWorker.test(worker)) return { kind: 'asgi', server: `gunicorn with ${worker}` };
  if (!wsgiWorker.test(worker) || mayReadFile('gunicorn', file.path, project)) return undefined;
  return { kind: 'wsgi', server: `gunicorn with its ${worker} worker` };
};

const asgiWorker = /^uvicorn(?:\.workers|_worker)\.Uvicorn(?:H11)?Worker$/;
const wsgiWorker = /^(?:sync|gthread|gevent|eventlet)$/;

const workerOf = (rest: readonly Word[]): string => {
  for (const [i, { text }] of rest.entries()) {
    if (text === '-k' || text === '--worker-class') return rest[i + 1]?.text ?? '';
    const [, value] = /^(?:--worker-class=|-k)(.+)$/.exec(text) ?? [];
    if (value !== undefined) return value;
  }
  return rest.some(({ text }) => text.startsWith('--threads')) ? 'gthread' : 'sync';
};
