import { servers } from '../data/servers.ts';
import { resolve, type State, variableIn } from '../syntax/dockerfile/state.ts';
import { nameOf, pythonProgram } from '../syntax/shell/program.ts';
import type { Word } from '../syntax/word.ts';

/** What a start command loads: a file, or a module that Python looks for below directories. */
export type Target =
  | { readonly kind: 'file'; readonly word: Word; readonly text: string }
  | {
      readonly kind: 'module';
      readonly word: Word;
      /** `src.main` */
      readonly text: string;
      /** The module that the name may be of something in. */
      readonly outer?: string;
      /** Directories that are looked in before the packages; `.` is the working directory. */
      readonly roots: readonly string[];
      /** It is started as a program: `python -m`. */
      readonly main: boolean;
    };

const moduleServers: ReadonlySet<string> = new Set([
  ...['uvicorn', 'gunicorn', 'hypercorn', 'granian', 'daphne', 'celery'],
]);

/** Flags of servers whose value is not the application. */
const valued: readonly string[] = [
  ...[
    '--host',
    '--port',
    '-b',
    '--bind',
    '-w',
    '--workers',
    '-k',
    '--worker-class',
    '-t',
    '--timeout',
  ],
  ...[
    '--log-level',
    '--threads',
    '-c',
    '--config',
    '--name',
    '-n',
    '--access-logfile',
    '--error-logfile',
  ],
  ...[
    '--log-config',
    '--root-path',
    '--reload-dir',
    '--app-dir',
    '--chdir',
    '--pythonpath',
    '--env',
    '-e',
  ],
  ...[
    '--interface',
    '--ssl-keyfile',
    '--ssl-certfile',
    '--env-file',
    '--loop',
    '--http',
    '--ws',
    '--lifespan',
  ],
  ...[
    '--max-requests',
    '--max-requests-jitter',
    '--keep-alive',
    '--graceful-timeout',
    '--worker-tmp-dir',
  ],
  ...[
    '--preload-app',
    '--backlog',
    '--limit-concurrency',
    '--limit-max-requests',
    '--forwarded-allow-ips',
  ],
  ...[
    '--timeout-keep-alive',
    '--timeout-graceful-shutdown',
    '--uds',
    '--fd',
    '-g',
    '--group',
    '-u',
    '--user',
  ],
  ...[
    '-p',
    '--pid',
    '--umask',
    '--statsd-host',
    '--worker-connections',
    '--server-header',
    '--header',
  ],
];

/** What the words of a start command load; undefined when that is not known, or when they load nothing. */
export const targetOf = (words: readonly Word[], state: State): Target | undefined => {
  const python = pythonProgram(words);
  if (python?.file) return fileTarget(python.file, state);
  if (python?.module) {
    const known = servers.find(({ module }) => module?.[0] === python.module?.text);
    if (!known) return moduleTarget(python.module, state, ['.'], true);
    return ofServer(python.module.text, [python.module, ...python.rest], state);
  }
  const handler = lambdaHandler(words, state);
  if (handler) return moduleTarget(handler, state, ['/var/task'], false);
  return ofServer(nameOf(words[0]), words, state);
};

/** The module of the handler that an image of AWS Lambda is told to call: `train` of `train.handler`. */
export const lambdaHandler = (words: readonly Word[], state: State): Word | undefined => {
  const [word] = words;
  const { from } = variableIn(state, 'LAMBDA_TASK_ROOT') ?? {};
  if (!word || words.length > 1 || word.dynamic || from !== 'image') return undefined;
  const [, module] = /^([A-Za-z_][\w.]*)\.[A-Za-z_]\w*$/.exec(word.text) ?? [];
  if (module === undefined) return undefined;
  const at = word.span[0] + Math.max(0, word.raw.indexOf(module));
  return { ...word, text: module, raw: module, span: [at, at + module.length] };
};

const ofServer = (name: string, words: readonly Word[], state: State): Target | undefined => {
  if (moduleServers.has(name)) {
    const flagged = name === 'celery' ? valueOf(words, '-A', '--app') : undefined;
    const app = flagged ?? (name === 'celery' ? undefined : words.find(isApplication));
    const folder = valueOf(words, '--app-dir', '--chdir', '--pythonpath');
    const root = folder ? resolve(folder, state) : '.';
    const target = app && root !== undefined ? moduleTarget(app, state, [root], false) : undefined;
    const outer = app?.text.includes(':') ? undefined : target && outerOf(target);
    // Celery takes `proj.tasks.app` for what `proj.tasks:app` is.
    return target && name === 'celery' && outer !== undefined ? { ...target, outer } : target;
  }
  if (/^(?:streamlit|chainlit|fastapi)$/.test(name)) {
    const at = words.findIndex(({ text }) => /^(?:run|dev)$/.test(text));
    const file = at > 0 ? words.slice(at + 1).find(({ text }) => /\.py$/.test(text)) : undefined;
    return file && fileTarget(file, state);
  }
  if (name !== 'flask') return undefined;
  const flag = valueOf(words, '--app', '-A');
  const declared = variableIn(state, 'FLASK_APP');
  const word = flag ?? declared?.declared;
  const text = flag ? resolve(flag, state) : declared?.value;
  if (!word || !text || flag === undefined) return undefined;
  const [module = ''] = text.split(':');
  return /\.py$/.test(module)
    ? { kind: 'file', word, text: module }
    : moduleTarget(word, state, ['.'], false);
};

/** The word behind one of some flags, or joined to it. */
const valueOf = (words: readonly Word[], ...flags: readonly string[]): Word | undefined => {
  for (const [i, word] of words.entries()) {
    if (i > 0 && flags.includes(word.text)) return words[i + 1];
    const flag = flags.find((each) => each.startsWith('--') && word.text.startsWith(`${each}=`));
    if (flag) {
      const text = word.text.slice(flag.length + 1);
      const from = word.span[0] + word.raw.indexOf(text);
      return { ...word, text, raw: text, span: [from, from + text.length] };
    }
  }
  return undefined;
};

const isApplication = ({ text }: Word, i: number, words: readonly Word[]): boolean => {
  const before = words[i - 1]?.text ?? '';
  return (
    i > 0 &&
    !text.startsWith('-') &&
    !valued.includes(before) &&
    /^[A-Za-z_][\w.]*(?::|$)/.test(text)
  );
};

const fileTarget = (word: Word, state: State): Target | undefined => {
  const text = resolve(word, state);
  return text === undefined || /[$`*]/.test(text) || text.startsWith('-')
    ? undefined
    : { kind: 'file', word, text };
};

type ModuleTarget = Extract<Target, { readonly kind: 'module' }>;

const outerOf = ({ text }: ModuleTarget): string | undefined =>
  text.includes('.') ? text.slice(0, text.lastIndexOf('.')) : undefined;

const moduleTarget = (
  word: Word,
  state: State,
  roots: readonly string[],
  main: boolean,
): ModuleTarget | undefined => {
  const whole = resolve(word, state);
  const text = whole?.split(':')[0];
  if (text === undefined || !/^[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*$/.test(text)) return undefined;
  // The name of the application stays as it is.
  const named = word.text.startsWith(text);
  const span: Word['span'] = named
    ? [
        word.span[0] + Math.max(0, word.raw.indexOf(text)),
        word.span[0] + Math.max(0, word.raw.indexOf(text)) + text.length,
      ]
    : word.span;
  return { kind: 'module', word: { ...word, span }, text, roots, main };
};
