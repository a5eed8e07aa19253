import type { ContainerFacts, DockerfileFacts } from '../../project/facts.ts';
import { type Service, servicesOf, type Workload } from '../../project/links.ts';
import type { Project } from '../../project/project.ts';
import { runsImageOf } from '../../project/services.ts';
import { listed } from '../../text/words.ts';
import type { PreflightLine } from './line.ts';

type Answer = Omit<PreflightLine, 'question'>;

/** The containers of a workload that run an image which a Dockerfile of the project builds. */
export const containersOf = (
  { workload }: Workload,
  { file }: DockerfileFacts,
  project: Project,
): readonly ContainerFacts[] =>
  workload.containers.filter((each) => runsImageOf(each, file, project));

/** Which Services send requests to the pods, and to which port. */
export function* reached(
  workload: Workload,
  server: { readonly name: string; readonly port: number } | undefined,
  project: Project,
): Generator<Answer> {
  const services = servicesOf(workload, project);
  if (services.length === 0) {
    yield {
      state: 'unknown',
      detail: `No Service of the project selects the pods of ${titleOf(workload)}.`,
      place: workload,
    };
    return;
  }
  for (const service of services) yield* throughService(service, workload, server);
}

function* throughService(
  service: Service,
  { workload }: Workload,
  server: { readonly name: string; readonly port: number } | undefined,
): Generator<Answer> {
  const declared = workload.containers.flatMap(({ ports }) => ports);
  for (const { target } of service.service.ports) {
    const number =
      typeof target.value === 'number'
        ? target.value
        : declared.find(({ name }) => name === target.value)?.port.value;
    const place = { file: target.file, at: target.at };
    const start = `Service ${service.name} sends requests to port ${number ?? target.value}`;
    if (server && number === server.port)
      yield { state: 'holds', detail: `${start}, on which ${server.name} listens.`, place };
    else if (!server && declared.some(({ port }) => port.value === number))
      yield { state: 'holds', detail: `${start}, which the pod declares.`, place };
    else
      yield {
        state: 'unknown',
        detail: `${start}; whether something listens there is not known.`,
        place,
      };
  }
}

/** What the scheduler is told the pods need. */
export function* fits(object: Workload): Generator<Answer> {
  const { workload } = object;
  for (const container of workload.containers) {
    if (container.init) continue;
    const { at, file } = container.image ?? workload.containers[0]?.image ?? {};
    const place = file !== undefined && at ? { place: { file, at } } : {};
    yield container.requests.length > 0
      ? {
          state: 'holds',
          detail: `Container ${container.name} of ${titleOf(object)} asks for ${listed(container.requests)}.`,
          ...place,
        }
      : {
          state: 'unknown',
          detail: `Container ${container.name} of ${titleOf(object)} asks for nothing, so whether a node has room is not known.`,
          ...place,
        };
  }
}

/** A kind and a name; the kind where a template makes the name. */
export const titleOf = ({ kind, name }: Workload): string =>
  name === '' ? kind : `${kind} ${name}`;
