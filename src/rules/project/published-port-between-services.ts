import {
  addressesOf,
  behindPublished,
  containerPorts,
  type Neighbour,
} from '../../project/compose-addresses.ts';
import type { Project } from '../../project/project.ts';
import { replace } from '../../text/edit.ts';
import type { Rule } from '../rule.ts';
import docs from './published-port-between-services.md' with { type: 'text' };

const rule: Rule = {
  id: 'published-port-between-services',
  on: 'project',
  docs,
  severity: 'error',
  profile: 'recommended',
  concept: 'expose-ports',
  fix: 'suggested',

  *check(project) {
    // Several services may read one file of variables.
    const told = new Set<string>();
    for (const { address, neighbours } of addressesOf(project)) {
      const { file, host, port, service } = address;
      if (!port || host.text === service.name) continue;
      const meant = neighbours.filter(({ name }) => name === host.text);
      if (meant.some((each) => each.network || mayListen(each, port.value, project))) continue;
      const mapped = meant.find((each) => behindPublished(each, port.value) !== undefined);
      const inside = mapped && behindPublished(mapped, port.value);
      if (!mapped || inside === undefined) continue;
      if (told.has(`${port.at[0]} ${file}`)) continue;
      told.add(`${port.at[0]} ${file}`);
      yield {
        file,
        at: port.at,
        message: `Port ${port.value} of ${host.text} is published on the host only; other services reach it on ${inside}.`,
        related: [{ file: mapped.file, at: mapped.at, message: `service ${host.text}` }],
        fixes: [{ title: `Ask port ${inside}`, edits: () => [replace(port.at, String(inside))] }],
      };
    }
  },
};
export default rule;

/** Whether a service may listen on a port in its container: it states it, or its image or command names it. */
const mayListen = (service: Neighbour, port: number, project: Project): boolean => {
  const { command, entrypoint, environment, image, name } = service;
  if (containerPorts(service).includes(port)) return true;
  const words = [...(command?.words ?? []), ...(entrypoint?.words ?? [])].join(' ');
  const values = environment.map(({ value }) => value?.text ?? '').join(' ');
  if (new RegExp(`\\b${port}\\b`).test(`${words} ${values}`)) return true;
  const built = project
    .dockerfiles()
    .filter(({ file }) => project.builds(file).some((each) => each.service?.name === name));
  const named = image && !image.dynamic ? project.dockerfileOf(image.text) : undefined;
  return [...built, ...(named ? [named] : [])].some(
    ({ exposed, server }) =>
      server?.port?.value === port || exposed.some(({ value }) => value === port),
  );
};
