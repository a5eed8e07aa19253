import { codeServer } from '../../project/code-server.ts';
import type {
  ContainerFacts,
  DockerfileFacts,
  Fact,
  ServerFact,
  ServicePort,
} from '../../project/facts.ts';
import {
  mayBePatched,
  type Service,
  selectedBy,
  selects,
  servicesIn,
  servicesOf,
  type Workload,
  workloadsIn,
} from '../../project/links.ts';
import type { Project } from '../../project/project.ts';
import { mayReadFile } from '../../project/server.ts';
import type { ComposePort } from '../../syntax/builds/compose-service.ts';
import type { Edit } from '../../text/edit.ts';
import { parseImage } from '../../text/image.ts';
import { basename, type Path } from '../../text/path.ts';
import { isCapitals } from '../../text/placeholder.ts';
import type { Span } from '../../text/span.ts';
import type { Finding, Fix, Rule } from '../rule.ts';
import docs from './port-mismatch.md' with { type: 'text' };

const rule: Rule = {
  id: 'port-mismatch',
  on: 'project',
  docs,
  severity: 'error',
  profile: 'recommended',
  concept: 'service',
  like: ['kube-linter/readiness-port', 'kube-linter/liveness-port'],
  fix: 'suggested',

  *check(project) {
    const objects = project.objects();
    const workloads = workloadsIn(objects);
    const services = servicesIn(objects);
    for (const facts of project.dockerfiles()) {
      if (isPassed(facts, project)) continue;
      yield* exposeAndServer(facts, project);
      yield* publishedAndServer(facts, project);
    }
    for (const workload of workloads) {
      yield* containersAndImages(workload, servicesOf(workload, project), project);
    }
    for (const service of services)
      yield* serviceAndPods(service, selectedBy(service, project), project);
  },
};
export default rule;

type Found = Finding & { readonly file: Path };

/** Whether a build of the project gives an argument that may be the port, so that the default in the Dockerfile says little. */
const isPassed = ({ file, server }: DockerfileFacts, project: Project): boolean =>
  project
    .builds(file)
    .some(({ args }) =>
      args.some((name) => /port/i.test(name) || server?.variables?.includes(name)),
    );

const numbers = (facts: readonly Fact<number>[]): string =>
  facts.map(({ value }) => value).join(', ');

/** EXPOSE names other ports than the server's. */
function* exposeAndServer(facts: DockerfileFacts, project: Project): Generator<Found> {
  const { exposed } = facts;
  const inCode = codeServer(facts, project);
  const server = facts.server ?? inCode;
  const port = server?.port;
  const [first, second] = exposed;
  if (
    !server ||
    !port ||
    !first ||
    second ||
    first.value === port.value ||
    (first.file !== port.file && !inCode) ||
    (facts.server && mayReadPort(facts.server, project))
  )
    return;
  yield {
    file: first.file,
    at: first.at,
    // It opens nothing by itself.
    ...(project.mentioned(String(first.value)) ? {} : { severity: 'warning' as const }),
    message: `EXPOSE says ${first.value}, but ${server.name} listens on ${port.value}.`,
    related: [{ file: port.file, at: port.at, message: `${server.name} listens on ${port.value}` }],
    // Where others ask for the port that is exposed, the program is what has to change.
    ...(isAskedFor(first.value, project)
      ? {}
      : { fixes: [change(`Expose ${port.value}`, [first], port.value, first.file)] }),
  };
}

const isAskedFor = (port: number, project: Project): boolean =>
  project
    .composeFiles()
    .some(({ services }) =>
      services.some(({ ports }) => ports.some(({ container }) => container === port)),
    ) ||
  project
    .find('kind Service')
    .some(({ service }) =>
      service?.ports.some(({ target, port: own }) => target?.value === port || own?.value === port),
    );

/** A compose file publishes another port of the container than its server's. */
function* publishedAndServer(facts: DockerfileFacts, project: Project): Generator<Found> {
  const server = facts.server ?? codeServer(facts, project);
  const port = server?.port;
  if (!server || !port || (facts.server && mayReadPort(facts.server, project))) return;
  const variables = facts.server?.variables ?? [];
  for (const { file, service, target } of project.builds(facts.file)) {
    if (!service || service.command || service.entrypoint || service.network) continue;
    if (target !== undefined && !facts.last?.includes(target.toLowerCase())) continue;
    const set = service.environment.some(({ name }) => variables.includes(name));
    if (set || (variables.length > 0 && service.envFiles.length > 0)) continue;
    const [only, more] = service.ports;
    // EXPOSE of the same port is told by itself.
    if (
      !only ||
      more ||
      only.protocol !== 'tcp' ||
      facts.exposed.some(({ value }) => value === only.container)
    )
      continue;
    if (only.container <= port.value && port.value <= only.last) continue;
    yield {
      file,
      at: only.at,
      message: `Service ${service.name} publishes port ${only.container} of its container, but ${server.name} listens on ${port.value}.`,
      related: [
        { file: port.file, at: port.at, message: `${server.name} listens on ${port.value}` },
      ],
      ...(only.containerAt
        ? {
            fixes: [
              change(
                `Publish ${port.value}`,
                [inCompose(only, only.containerAt, file)],
                port.value,
                file,
              ),
            ],
          }
        : {}),
    };
  }
}

const inCompose = ({ container }: ComposePort, at: Span, file: Path): Fact<number> => ({
  value: container,
  file,
  at,
});

/** A container port, or a probe, is not the port of the server that runs; a probe names a port that is not there. */
function* containersAndImages(
  workload: Workload,
  services: readonly Service[],
  project: Project,
): Generator<Found> {
  const several = workload.workload.containers.filter(({ init }) => !init).length > 1;
  for (const container of workload.workload.containers) {
    yield* probesOf(container);
    const built =
      container.image && !container.overridden
        ? project.dockerfileOf(container.image.value)
        : undefined;
    const server = container.overridden ? container.server : built?.server;
    if (!server) continue;
    const set = setByVariable(container, server);
    if (set) {
      yield* variableAndPorts(container, server.name, set, several ? [] : services);
      continue;
    }
    const { port } = server;
    const [only, more] = container.ports;
    if (!port || !only || more || only.port.value === port.value) continue;
    if (built?.server && decidedElsewhere(container, built.server, project)) continue;
    if (
      built?.exposed.some(({ value }) => value === only.port.value) &&
      built.exposed.some(({ value }) => value === port.value)
    )
      continue;
    const same = usesOf(only.port.value, container, services);
    yield {
      file: only.port.file,
      at: only.port.at,
      ...(isReached(port.value, services) && same.length === 1 && only.name === undefined
        ? { severity: 'warning' as const }
        : {}),
      message: `Container ${container.name} names port ${only.port.value}, but ${server.name}${built ? ' in its image' : ''} listens on ${port.value}.`,
      related: [
        { file: port.file, at: port.at, message: `${server.name} listens on ${port.value}` },
      ],
      fixes: [
        change(
          `Change it to ${port.value}${same.length > 1 ? ' wherever it is used' : ''}`,
          same,
          port.value,
          only.port.file,
        ),
      ],
    };
  }
}

/** Whether Services send their requests to the port on which the server listens: what a container declares opens nothing. */
const isReached = (port: number, services: readonly Service[]): boolean =>
  services.length > 0 &&
  services.every(({ service }) => service.ports.some(({ target }) => target.value === port));

/** A variable that decides the port of a server, with the number that the container gives it. */
interface SetPort {
  readonly name: string;
  readonly port: Fact<number>;
}

/** The one variable of the container that the server takes its port from. */
const setByVariable = (
  { env, values = {} }: ContainerFacts,
  { variables }: Pick<ServerFact, 'variables'>,
): SetPort | undefined => {
  const [name, more] = variables.filter((each) => env.includes(each));
  const port = name === undefined || more !== undefined ? undefined : values[name];
  return name !== undefined && port && env.filter((each) => each === name).length === 1
    ? { name, port }
    : undefined;
};

/** The ports that a container names, its probes ask and Services send to are all another than the one that a variable sets. */
function* variableAndPorts(
  container: ContainerFacts,
  server: string,
  { name, port }: SetPort,
  services: readonly Service[],
): Generator<Found> {
  const targets = services
    .filter(({ service }) => service.ports.length === 1)
    .flatMap(({ service }) => service.ports.map(({ target }) => target));
  const asked = [...container.ports.map((each) => each.port), ...container.probes, ...targets];
  const numbered = asked.filter((fact) => typeof fact.value === 'number');
  const values = new Set(numbered.map(({ value }) => value));
  const [first] = numbered;
  // With several ports there may be another server.
  if (!first || values.size !== 1 || values.has(port.value)) return;
  const uses = usesOf(Number(first.value), container, services);
  yield {
    file: port.file,
    at: port.at,
    message: `${name} makes ${server} in container ${container.name} listen on ${port.value}, and requests are sent to ${first.value}.`,
    related: [{ file: first.file, at: first.at, message: `asks for ${first.value}` }],
    fixes: [
      {
        title: `Set ${name} to ${first.value}`,
        edits: () => [{ span: port.at, text: JSON.stringify(String(first.value)) }],
      },
      change(
        `Change ${first.value} to ${port.value} wherever it is used`,
        uses,
        port.value,
        port.file,
      ),
    ],
  };
}

/** A variable of the container, or a file, may give the server another port than its image says. */
const decidedElsewhere = (
  { env, envFrom }: ContainerFacts,
  server: ServerFact,
  project: Project,
): boolean =>
  server.variables.some((variable) => envFrom || env.includes(variable)) ||
  mayReadPort(server, project);

/** No flag says the port, and a file that the server reads may. */
const mayReadPort = ({ name, file, at, port }: ServerFact, project: Project): boolean =>
  port?.at[0] === at[0] && mayReadFile(name, file, project);

function* probesOf(container: ContainerFacts): Generator<Found> {
  for (const probe of container.probes) {
    if (typeof probe.value !== 'string' || container.ports.some(({ name }) => name === probe.value))
      continue;
    if (/^\d+$/.test(probe.value) || isCapitals(probe.value)) continue;
    yield {
      file: probe.file,
      at: probe.at,
      message: `The probe asks port ${probe.value}, which container ${container.name} does not name.`,
    };
  }
}

/** All places that hold the number of a container's port: itself, its probes and the Services that send to it. */
const usesOf = (
  value: number,
  container: ContainerFacts,
  services: readonly Service[],
): readonly Fact<number | string>[] => {
  const targets = services
    .flatMap((service) => service.service.ports)
    // A target that is not written is the Service's own port, which clients use.
    .filter(({ port, target }) => target.at[0] !== port.at[0])
    .map(({ target }) => target);
  const all = [...container.ports.map(({ port }) => port), ...container.probes, ...targets];
  return all.filter((fact) => fact.value === value);
};

/** A Service sends requests to a port that its pods do not have. */
function* serviceAndPods(
  service: Service,
  workloads: readonly Workload[],
  project: Project,
): Generator<Found> {
  if (workloads.length === 0 || service.service.headless) return;
  if (workloads.some((each) => mayBePatched(each, project))) return;
  const containers = workloads
    .flatMap(({ workload }) => workload.containers)
    .filter(({ init }) => !init);
  const ports = containers.flatMap((container) => container.ports);
  // A container that declares no port may listen on any.
  if (
    ports.length === 0 ||
    (containers.length > 1 && containers.some((each) => each.ports.length === 0))
  )
    return;
  for (const each of service.service.ports) {
    const { target } = each;
    // Webhooks of operators seldom declare the port that the API server calls.
    if (typeof target.value === 'number' && /^[489]?443$/.test(String(target.value))) continue;
    const hit = ports.some(({ name, port }) =>
      typeof target.value === 'number' ? port.value === target.value : name === target.value,
    );
    if (hit || (typeof target.value === 'string' && /^\d+$/.test(target.value))) continue;
    if (typeof target.value === 'number' && mayBeOpen(target.value, service, workloads, project))
      continue;
    yield mismatch(
      service,
      each,
      workloads,
      ports.map(({ port }) => port),
      ports.flatMap(({ name }) => name ?? []),
    );
  }
}

/** Whether pods may listen on a port that they do not declare: nothing but a declaration is missing then. */
const mayBeOpen = (
  port: number,
  { service }: Service,
  workloads: readonly Workload[],
  project: Project,
): boolean =>
  service.ports.length > 1 ||
  workloads.some(
    ({ workload }) =>
      isGateway(workload.podLabels, project) ||
      workload.containers.some(
        ({ envFrom, numbers, probes }) =>
          envFrom ||
          !numbers ||
          numbers.includes(port) ||
          probes.some((probe) => probe.value === port),
      ) ||
      workload.containers.some((container) => imageOpens(port, container, project)),
  );

/** Whether the image of a container opens a port that the container does not declare; where no Dockerfile is known to be its, one whose path has a word of its name may be. */
const imageOpens = (
  port: number,
  { image, overridden, ports }: ContainerFacts,
  project: Project,
): boolean => {
  const built = image && project.dockerfileOf(image.value);
  if (built) return !overridden && opens(built, port, project);
  const words = image ? basename(parseImage(image.value).repository).split(/[^a-z]+/) : [];
  const like = project
    .dockerfiles()
    .filter(({ file }) =>
      words.some((word) => word.length > 3 && file.toLowerCase().includes(word)),
    );
  return (
    like.some((each) => opens(each, port, project)) &&
    !like.some((each) => ports.some((declared) => opens(each, declared.port.value, project)))
  );
};

/** Whether what a Dockerfile starts listens on a port; EXPOSE counts where that is not known. */
const opens = (facts: DockerfileFacts, port: number, project: Project): boolean => {
  const server = (facts.server ?? codeServer(facts, project))?.port;
  return server ? server.value === port : facts.exposed.some(({ value }) => value === port);
};

/** Whether pods are those of a gateway, which opens the ports that Gateway objects name. */
const isGateway = (labels: Readonly<Record<string, string>>, project: Project): boolean =>
  Object.keys(labels).some((key) => /^(?:istio|gateway\.networking\.k8s\.io\/.+)$/.test(key)) ||
  project.find('kind Gateway').some(({ selector }) => selector && selects(selector.labels, labels));

const mismatch = (
  service: Service,
  { target, port }: ServicePort,
  [workload]: readonly Workload[],
  ports: readonly Fact<number>[],
  names: readonly string[],
): Found => {
  const named = typeof target.value === 'string';
  const have = named
    ? names.length > 0
      ? `named ${names.join(', ')}`
      : `without a name`
    : `${numbers(ports)}`;
  const [first, second] = ports;
  const written = target.at[0] !== port.at[0];
  const right = named && names.length === 1 ? names[0] : first?.value;
  return {
    file: target.file,
    at: target.at,
    message: `${service.name === '' ? 'This Service' : `Service ${service.name}`} sends requests to port ${target.value}, but ${workload?.name ? `the pods of ${workload.name}` : 'its pods'} have port ${have}.`,
    related: first
      ? [{ file: first.file, at: first.at, message: `the port of ${workload?.name || 'the pod'}` }]
      : [],
    ...(written && first && !second && right !== undefined
      ? { fixes: [change(`Send requests to ${right}`, [target], right, target.file)] }
      : {}),
  };
};

const change = (
  title: string,
  facts: readonly Fact<number | string>[],
  value: number | string,
  file: Path,
): Fix => ({
  title,
  edits: () => {
    const edits = facts.map(
      ({ at, file: path }): Edit => ({
        span: at,
        text: String(value),
        ...(path === file ? {} : { path }),
      }),
    );
    return [...new Map(edits.map((edit) => [`${edit.path ?? ''} ${edit.span[0]}`, edit])).values()];
  },
});
