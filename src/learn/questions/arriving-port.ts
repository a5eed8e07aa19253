import { backendsOf } from '../../project/backends.ts';
import type { ServicePort } from '../../project/facts.ts';
import { objectId } from '../../project/ids.ts';
import { type Service, selectedBy, servicesIn } from '../../project/links.ts';
import { type Answer, type Asked, evidenceAt, type Maker, question, say } from './make.ts';
import { besideEachOther, blockAt, titleOf } from './manifests.ts';
import { type Known, knownObjects } from './ties.ts';

/** Asks at which port of a Service the requests of an Ingress arrive. */
export const arrivingPort: Maker = function* (asked) {
  const known = knownObjects(asked);
  const services = servicesIn(asked.project.objects());
  for (const ingress of known.values()) {
    const { resource } = ingress;
    if (resource.kind !== 'Ingress' || resource.apiVersion !== 'networking.k8s.io/v1') continue;
    const backends = backendsOf(resource);
    for (const name of new Set(backends.map((backend) => backend.service))) {
      const [backend, other] = backends.filter((each) => each.service === name);
      const [facts, another] = services.filter((each) => each.name === name);
      const service = facts && known.get(objectId(facts))?.resource;
      // With several backends or Services of that name there is no one answer.
      if (!backend || other || !service || another) continue;
      if (!besideEachOther(service, resource)) continue;
      const found = portOf(ingress, [...backend.path, 'port'], facts);
      if (!found) continue;
      const { number } = found;
      yield question({
        maker: 'arriving-port',
        concept: 'ingress',
        fact: 'names-service-port',
        difficulty: 2,
        stem: say`${titleOf(resource)} in ${asked.shown(resource.path)} hands requests to ${titleOf(service)}. At which port of the Service do they arrive?`,
        right: {
          text: say`Port ${number}`,
          why:
            found.name === undefined
              ? say`The backend names it: ${`number: ${number}`}, a port of the Service.`
              : say`The backend names the port ${found.name}, and this is its number in the Service.`,
        },
        wrong: wrongOf(asked, facts, found.port),
        hints: [say`An Ingress knows the Service and its ports. Containers are behind that.`],
        evidence: evidenceAt(asked, resource.path, blockAt(resource, backend.path)),
        beside: [evidenceAt(asked, service.path, blockAt(service, ['spec', 'ports']))],
        tie: { from: objectId(facts), to: objectId(ingress.facts) },
      });
    }
  }
};

/** The port of the Service that a backend names by its number or name. */
function portOf({ resource }: Known, at: readonly (string | number)[], { service }: Service) {
  const number = resource.get([...at, 'number']);
  const name = resource.get([...at, 'name']);
  const port = service.ports.find((each) =>
    typeof number === 'number' ? each.port.value === number : each.name === name,
  );
  if (!port || (typeof number !== 'number' && typeof name !== 'string')) return undefined;
  return {
    port,
    number: port.port.value,
    ...(typeof number === 'number' ? {} : { name: String(name) }),
  };
}

function wrongOf(asked: Asked, service: Service, port: ServicePort): readonly Answer[] {
  const containers = selectedBy(service, asked.project).flatMap(
    ({ workload }) => workload.containers,
  );
  const ports = containers.flatMap((container) => container.ports);
  const named = ports.find(({ name }) => name !== undefined && name === port.target.value);
  const target = typeof port.target.value === 'number' ? port.target.value : named?.port.value;
  const others = service.service.ports.filter((each) => each !== port);
  const answers = [
    ...(target === undefined
      ? []
      : [
          {
            number: target,
            why: say`That is ${'targetPort'}: the Service sends on to it, and an Ingress does not name it.`,
          },
        ]),
    ...others.map((each) => ({
      number: each.port.value,
      why: say`The Service has this port as well, and the backend does not name it.`,
    })),
    ...[443, 80].map((number) => ({
      number,
      why: say`Clients may reach the controller at ${number}. What it asks the Service for stands in the backend.`,
    })),
  ];
  return answers
    .filter(({ number }) => number !== port.port.value)
    .map(({ number, why }) => ({ text: say`Port ${number}`, why }));
}
