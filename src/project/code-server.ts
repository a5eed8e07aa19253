import type { Call } from '../syntax/python/calls.ts';
import { literal } from '../syntax/python/calls.ts';
import type { PythonFile } from '../syntax/python/scan.ts';
import type { Path } from '../text/path.ts';
import type { DockerfileFacts, Fact } from './facts.ts';
import { startFileOf } from './image-code.ts';
import type { Project } from './project.ts';

/** A server that the Python file which a container starts runs by a call: `uvicorn.run(app, port=8000)`. */
export interface CodeServer {
  readonly name: string;
  readonly file: Path;
  readonly call: Call;
  /** The argument that says the address; empty where none of the call does. */
  readonly hostKey: string;
  /** The address that it listens on; missing when that is not known. */
  readonly host?: string;
  readonly port?: Fact<number>;
}

/** How a library starts its server in code, from its own source (2026-11). */
interface Starter {
  readonly name: string;
  /** The module that is imported, and a name of it that has to be. */
  readonly module: string;
  readonly imported?: string;
  readonly callee: RegExp;
  readonly hostKey: string;
  readonly portKey: string;
  readonly host: string;
  readonly port: number;
  /** Variables that it reads instead. */
  readonly variables: readonly string[];
  /** How many arguments without keyword come before the address. */
  readonly before: number;
}

const starters: readonly Starter[] = [
  {
    name: 'uvicorn',
    module: 'uvicorn',
    callee: /^uvicorn\.run$/,
    hostKey: 'host',
    portKey: 'port',
    host: '127.0.0.1',
    port: 8000,
    variables: [],
    before: 1,
  },
  {
    name: 'Flask',
    module: 'flask',
    imported: 'Flask',
    callee: /^(?:app|application|server|api|flask_app)\.run$/,
    hostKey: 'host',
    portKey: 'port',
    host: '127.0.0.1',
    port: 5000,
    variables: [],
    before: 0,
  },
  {
    name: 'Gradio',
    module: 'gradio',
    callee: /^(?:demo|iface|interface|app|ui|block|blocks)\.launch$/,
    hostKey: 'server_name',
    portKey: 'server_port',
    host: '127.0.0.1',
    port: 7860,
    variables: ['GRADIO_SERVER_NAME', 'GRADIO_SERVER_PORT'],
    before: 0,
  },
  {
    name: 'Ray Serve',
    module: 'ray',
    imported: 'serve',
    callee: /^serve\.run$/,
    hostKey: '',
    portKey: '',
    host: '127.0.0.1',
    port: 8000,
    variables: ['RAY_SERVE_DEFAULT_HTTP_HOST', 'RAY_SERVE_ENABLE_HA_PROXY', 'RAY_ADDRESS'],
    before: 1,
  },
  {
    name: 'aiohttp',
    module: 'aiohttp',
    callee: /^web\.run_app$/,
    hostKey: 'host',
    portKey: 'port',
    host: '0.0.0.0',
    port: 8080,
    variables: [],
    before: 1,
  },
];

/** The server that the start file of an image runs by itself; undefined when its start command is another, or the code starts none or several. */
export const codeServer = (facts: DockerfileFacts, project: Project): CodeServer | undefined => {
  if (facts.server || !facts.start?.runsCode) return undefined;
  const file = startFileOf(facts, project);
  const python = file === undefined ? undefined : project.python(file);
  if (file === undefined || !python) return undefined;
  const found = python.calls.flatMap((call) => {
    const starter = starters.find((each) => each.callee.test(call.callee) && uses(python, each));
    return starter ? [{ call, starter }] : [];
  });
  const [only, more] = found;
  if (!only || more) return undefined;
  const { call, starter } = only;
  if (starter.hostKey === '' && (!python.rayServe || call.keywords.has('host'))) return undefined;
  const open = call.open || call.positional > starter.before || decidedBy(starter, facts, project);
  const host = open ? undefined : valueOf(call, starter.hostKey, starter.host);
  const port = open ? Number.NaN : Number(valueOf(call, starter.portKey, String(starter.port)));
  const at = call.keywords.get(starter.portKey)?.span ?? call.span;
  return {
    name: starter.name,
    file,
    call,
    hostKey: starter.hostKey,
    ...(host === undefined ? {} : { host }),
    ...(Number.isInteger(port) ? { port: { value: port, file, at } } : {}),
  };
};

/** The server that a container of an image starts, by its command or by its code. */
export const startedServer = (
  facts: DockerfileFacts,
  project: Project,
): Pick<CodeServer, 'name' | 'port'> | undefined => facts.server ?? codeServer(facts, project);

const uses = ({ imports }: PythonFile, { imported, module }: Starter): boolean =>
  imports.some(
    (each) => each.module === module && (imported === undefined || each.names.includes(imported)),
  );

/** Whether a variable that the server reads is set anywhere. */
const decidedBy = ({ variables }: Starter, facts: DockerfileFacts, project: Project): boolean =>
  variables.some(
    (name) =>
      Object.hasOwn(facts.settings?.env ?? {}, name) ||
      project.mentioned(name) ||
      project
        .objects()
        .some(({ workload }) => workload?.containers.some(({ env }) => env.includes(name))),
  );

/** The literal value of an argument, or the default where there is none; undefined for an expression. */
const valueOf = ({ keywords }: Call, key: string, without: string): string | undefined => {
  const given = keywords.get(key);
  return given ? literal(given.source) : without;
};
