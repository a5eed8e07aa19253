import type { ComposeService, ComposeVariable } from '../syntax/builds/compose-service.ts';
import { dirname, joinPath, type Path } from '../text/path.ts';
import type { Span } from '../text/span.ts';
import type { ComposeFile, Project } from './project.ts';

/** An address that a variable of a service holds, in its compose file or in a file of variables: `postgresql://user@db:5432/x`, `db:5432`, or a bare host. */
export interface Address {
  readonly file: ComposeFile['file'];
  readonly service: ComposeService;
  readonly variable: ComposeVariable;
  readonly scheme: string;
  readonly host: { readonly text: string; readonly at: Span };
  readonly port?: { readonly value: number; readonly at: Span };
}

/** A service with all compose files that stand beside each other, which are one project. */
export interface Neighbour extends ComposeService {
  readonly file: ComposeFile['file'];
}

/** The addresses that variables of the services in compose files hold, with the services that they may mean. */
export function* addressesOf(
  project: Project,
): Generator<{ readonly address: Address; readonly neighbours: readonly Neighbour[] }> {
  const all = project.composeFiles();
  for (const { file, services } of all) {
    const neighbours = all
      .filter((each) => dirname(each.file) === dirname(file))
      .flatMap((each) => each.services.map((service) => ({ ...service, file: each.file })));
    // A service that several files describe has the ports and the network of all of them.
    for (const service of services) {
      const same = neighbours.filter(({ name }) => name === service.name);
      if (same.some(({ network }) => network)) continue;
      for (const variable of service.environment)
        for (const address of addressesIn(file, service, variable)) yield { address, neighbours };
      for (const { path, variable } of fromEnvFiles(file, service, same, project))
        for (const address of addressesIn(path, service, variable)) yield { address, neighbours };
    }
  }
}

/** The variables that a service has from files, but for those that something later sets anew. */
function* fromEnvFiles(
  file: Path,
  service: ComposeService,
  same: readonly ComposeService[],
  project: Project,
): Generator<{ readonly path: Path; readonly variable: ComposeVariable }> {
  const set = new Set(same.flatMap(({ environment }) => environment.map(({ name }) => name)));
  for (const { dynamic, text } of [...service.envFiles].reverse()) {
    const path = joinPath(dirname(file), text);
    for (const { at, name, value } of (path && project.envFile(path)?.values.toReversed()) || []) {
      if (set.has(name)) continue;
      set.add(name);
      const written = { text: value, at, dynamic: dynamic || value.includes('$') };
      if (path) yield { path, variable: { name, at, value: written } };
    }
  }
}

const pattern =
  /^(?:([a-z][a-z0-9+]*):\/\/(?:[^\s"'@/]*@)?)?([A-Za-z0-9_][\w.-]*|\[::1\])(?::(\d{1,5}))?(?=[/?,]|$)/;

const addressesIn = (
  file: Address['file'],
  service: ComposeService,
  variable: ComposeVariable,
): readonly Address[] => {
  const { value } = variable;
  if (!value || value.dynamic) return [];
  const from = startOf(variable, value.text, value.at);
  const match = pattern.exec(value.text);
  if (from === undefined || !match) return [];
  const [whole, scheme = '', host = '', port] = match;
  const end = from + whole.length;
  const start = end - (port === undefined ? 0 : port.length + 1) - host.length;
  return [
    {
      ...{ file, service, variable, scheme },
      host: { text: host, at: [start, start + host.length] },
      ...(port === undefined
        ? {}
        : { port: { value: Number(port), at: [end - port.length, end] as const } }),
    },
  ];
};

/** Where the value of a variable begins; undefined where escapes or several lines hide it. */
const startOf = ({ name }: ComposeVariable, text: string, at: Span): number | undefined => {
  const length = at[1] - at[0];
  for (const before of [0, name.length + 1]) {
    if (length === before + text.length) return at[0] + before;
    if (length === before + text.length + 2) return at[0] + before + 1;
  }
  return undefined;
};

/** The ports that a service is known to listen on within its container; empty when it states none. */
export const containerPorts = ({ expose, ports }: ComposeService): readonly number[] => [
  ...ports.filter(({ container, last }) => container === last).map(({ container }) => container),
  ...expose.flatMap(({ text }) => (/^\d+$/.test(text) ? [Number(text)] : [])),
];

/** The port of the container that a port of the machine leads to; undefined when none does. */
export const behindPublished = ({ ports }: ComposeService, published: number): number | undefined =>
  ports.find((each) => each.published === String(published) && each.container === each.last)
    ?.container;
