import { type Server, servers } from '../data/servers.ts';
import { splitOptions } from '../syntax/shell/options.ts';
import { nameOf, type PythonProgram, pythonProgram } from '../syntax/shell/program.ts';
import type { Word } from '../syntax/word.ts';
import { recent } from '../text/memo.ts';
import { ancestors, dirname, joinPath, type Path } from '../text/path.ts';
import type { Project } from './project.ts';

/** A server that a start command runs, with what the command says of its address. */
export interface FoundServer {
  readonly server: Server;
  /** The words that name the program and its verb. */
  readonly program: readonly Word[];
  /** The words behind them. */
  readonly rest: readonly Word[];
  /** The word that holds the host, with the host itself; undefined when no flag says it. */
  readonly host?: { readonly text: string; readonly word: Word };
  readonly port?: { readonly text: string; readonly word: Word };
  /** The address comes from a socket, a file or a variable in the words. */
  readonly elsewhere: boolean;
}

/** The server that the words start, or undefined when they start another program. */
export const findServer = recent((words: readonly Word[]): FoundServer | undefined => {
  const python = pythonProgram(words);
  for (const server of python?.module ? servers : (byProgram.get(nameOf(words[0])) ?? [])) {
    const program = programOf(server, words, python);
    if (!program) continue;
    const rest = words.slice(program.length);
    return { server, program, rest, ...addressOf(server, rest) };
  }
  return undefined;
});

const byProgram: ReadonlyMap<string, readonly Server[]> = new Map(
  servers.flatMap(({ start: [program] }) =>
    program ? [[program, servers.filter(({ start }) => start[0] === program)] as const] : [],
  ),
);

const programOf = (
  server: Server,
  words: readonly Word[],
  python: PythonProgram | undefined,
): readonly Word[] | undefined => {
  if (python?.module && server.module) {
    const at = words.indexOf(python.module);
    const named = server.module.every((text, i) => words[at + i]?.text === text);
    return named ? words.slice(0, at + server.module.length) : undefined;
  }
  if (nameOf(words[0]) !== server.start[0]) return undefined;
  const verbs = server.start.slice(1);
  if (verbs.length === 0) return words.slice(0, 1);
  const verb = words.findIndex((word, i) => i > 0 && word.text === verbs[0]);
  if (verb < 0 || !verbs.every((text, i) => words[verb + i]?.text === text)) return undefined;
  return words.slice(0, verb + verbs.length);
};

const addressOf = (
  server: Server,
  rest: readonly Word[],
): Pick<FoundServer, 'host' | 'port' | 'elsewhere'> => {
  const { hostFlags, portFlags, bindFlags = [], elsewhere = [], portOperand } = server;
  const { options, operands } = splitOptions(
    rest,
    new Set([
      ...hostFlags,
      ...portFlags,
      ...bindFlags,
      ...elsewhere,
      ...(portOperand?.valued ?? []),
    ]),
  );
  const last = (flags: readonly string[]) =>
    flags.flatMap((flag) => options.get(flag) ?? []).at(-1);
  const bind = last(bindFlags);
  const operand = portOperand ? operands[0] : undefined;
  const host = last(hostFlags);
  const port = operand ? { text: operand.text, value: operand } : last(portFlags);
  // A bare variable may bring any flag; a flag that is one word with its value is refused.
  const open = rest.some(
    ({ dynamic, text }) => (dynamic && text.startsWith('$')) || /^--[\w-]+ /.test(text),
  );
  const fromBind = bind?.text === undefined ? undefined : splitAddress(bind.text);
  if (elsewhere.some((flag) => options.has(flag)) || bind?.text?.startsWith('unix:'))
    return { elsewhere: true };
  if (bind?.value && fromBind) {
    return {
      elsewhere: false,
      host: { text: fromBind.host, word: bind.value },
      ...(fromBind.port ? { port: { text: fromBind.port, word: bind.value } } : {}),
    };
  }
  return {
    elsewhere: open,
    ...(host?.value && host.text !== undefined
      ? { host: { text: host.text, word: host.value } }
      : {}),
    ...(port?.value && port.text !== undefined
      ? { port: { text: port.text, word: port.value } }
      : {}),
  };
};

const splitAddress = (text: string): { host: string; port: string } => {
  const colon = text.lastIndexOf(':');
  return colon < 0
    ? { host: text, port: '' }
    : { host: text.slice(0, colon), port: text.slice(colon + 1) };
};

/** Whether an address is that of the container's own loopback. */
export const isLoopback = (host: string): boolean =>
  /^(?:localhost|127(?:\.\d+){3}|\[?::1\]?)$/i.test(host);

/** Whether the project holds a file that the server would read its address from. */
export const mayReadFile = (name: string, dockerfile: Path, project: Project): boolean => {
  const files = servers.find((server) => server.name === name)?.files ?? [];
  const folder = dirname(dockerfile);
  const below = project.under(folder);
  return files.some(
    (file) =>
      below.some((path) => path === file || path.endsWith(`/${file}`)) ||
      ancestors(folder).some((each) => project.exists(joinPath(each, file) ?? file)),
  );
};
