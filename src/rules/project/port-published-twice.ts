import type { ComposeFile } from '../../project/project.ts';
import type { ComposePort, ComposeService } from '../../syntax/builds/compose-service.ts';
import type { Finding, Rule } from '../rule.ts';
import docs from './port-published-twice.md' with { type: 'text' };

const rule: Rule = {
  id: 'port-published-twice',
  on: 'project',
  docs,
  severity: 'error',
  profile: 'recommended',
  concept: 'expose-ports',
  fix: 'none',

  *check(project) {
    for (const file of project.composeFiles()) yield* twiceIn(file);
  },
};
export default rule;

/** A port of the machine that a service takes. */
interface Taken {
  readonly service: ComposeService;
  readonly port: ComposePort;
  readonly number: number;
}

function* twiceIn({ file, services }: ComposeFile): Generator<Finding & { readonly file: string }> {
  const taken: Taken[] = [];
  for (const service of services) {
    if (service.network) continue;
    for (const port of service.ports) {
      const number = Number(port.published ?? 'none');
      if (!Number.isInteger(number) || number === 0) continue;
      const first = taken.find(
        (each) =>
          each.number === number &&
          each.service !== service &&
          clash(each.port, port) &&
          together(each.service, service, services),
      );
      taken.push({ service, port, number });
      if (!first) continue;
      yield {
        file,
        at: port.at,
        message: `Port ${number} of the host is taken by service ${first.service.name}, so ${service.name} does not start: "port is already allocated".`,
        related: [{ file, at: first.port.at, message: `service ${first.service.name}` }],
      };
    }
  }
}

/** Whether two services run at once: one profile starts both, or one service brings up the other, or both. Variants for a CPU and a GPU are started one at a time, by name. */
const together = (a: ComposeService, b: ComposeService, all: readonly ComposeService[]): boolean =>
  a.profiles.some((profile) => b.profiles.includes(profile)) ||
  (a.profiles.length === 0 && b.profiles.length === 0 && linked(a, b, all));

const linked = (a: ComposeService, b: ComposeService, all: readonly ComposeService[]): boolean =>
  all.some((each) => {
    const brought = broughtUp(each, all);
    return brought.has(a.name) && brought.has(b.name);
  });

/** The names of a service and of all that it depends on. */
const broughtUp = (first: ComposeService, all: readonly ComposeService[]): ReadonlySet<string> => {
  const names = new Set([first.name]);
  for (const name of names)
    for (const other of all.find((each) => each.name === name)?.dependsOn ?? []) names.add(other);
  return names;
};

/** Whether two published ports are one: of one protocol, and of one address or of all. */
const clash = (a: ComposePort, b: ComposePort): boolean =>
  a.protocol === b.protocol && (a.address === b.address || [a.address, b.address].some(isEvery));

const isEvery = (address: string | undefined): boolean =>
  address === undefined || address === '0.0.0.0';
