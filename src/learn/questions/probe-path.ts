import type { ResourceIn } from '../../project/project.ts';
import type { KeyPath } from '../../syntax/kubernetes/model.ts';
import { isRecord } from '../../syntax/kustomization.ts';
import { type Answer, type Asked, evidenceAt, type Maker, question, say } from './make.ts';
import { blockAt, isCount, isInPlace, namedContainers, titleOf, type Whole } from './manifests.ts';

/** Asks which request a probe makes, and what follows when it fails. */
export const probePath: Maker = function* (asked) {
  const published = asked.resources.some(
    (each) => each.key(['spec', 'publishNotReadyAddresses']) !== undefined,
  );
  for (const { resource, path, name } of namedContainers(asked.resources)) {
    const request = probes.find((probe) => requestOf(resource, path, probe));
    const found = request && requestOf(resource, path, request);
    if (found) yield askRequest(asked, resource, path, name, request, found);
    const consequence = judged.find(
      (probe) => isKnown(resource, [...path, probe]) && !(published && probe === 'readinessProbe'),
    );
    if (consequence) yield askConsequence(asked, resource, path, name, consequence);
  }
};

const probes = ['readinessProbe', 'livenessProbe', 'startupProbe'] as const;
const judged = ['livenessProbe', 'readinessProbe'] as const;
type Probe = (typeof probes)[number];

interface Request {
  readonly url: string;
  readonly port: number;
}

/** The request of an HTTP probe; undefined when a part of it is not known. */
const requestOf = (resource: ResourceIn, container: KeyPath, probe: Probe): Request | undefined => {
  const at = [...container, probe, 'httpGet'];
  const http = resource.get(at);
  if (!isRecord(http) || !isInPlace(resource, [...container, probe], 'httpGet')) return undefined;
  if (Object.keys(http).some((key) => !/^(?:path|port)$/.test(key))) return undefined;
  const url = http['path'] ?? '/';
  const { port: written } = http;
  const port = typeof written === 'string' ? namedPort(resource, container, written) : written;
  return typeof url === 'string' && /^\/[\w./-]*$/.test(url) && isPort(port)
    ? { url, port }
    : undefined;
};

const isPort = (value: unknown): value is number =>
  Number.isInteger(value) && Number(value) > 0 && Number(value) < 65536;

/** The number of the one port of a container with a name. */
const namedPort = (resource: ResourceIn, container: KeyPath, name: string): unknown => {
  const ports = resource.get([...container, 'ports']);
  const found = (Array.isArray(ports) ? ports : []).filter(
    (each) => isRecord(each) && each['name'] === name,
  );
  const [only, more] = found;
  return isRecord(only) && !more ? only['containerPort'] : undefined;
};

const askRequest = (
  asked: Asked,
  resource: Whole,
  path: KeyPath,
  name: string,
  probe: Probe,
  { url, port }: Request,
) => {
  const otherPath = url === '/' ? '/healthz' : '/';
  const otherPort = port === 80 ? 8080 : 80;
  return question({
    maker: 'probe-path',
    concept: 'probes',
    fact: 'probes-from-manifest',
    difficulty: 1,
    stem: say`Which request does the ${probe} of the container ${name} in ${titleOf(resource)} make?`,
    right: {
      text: say`The node asks the pod on port ${port}: ${`GET ${url}`}`,
      why: say`${'path'} and ${'port'} of the probe say so, and the kubelet on the node sends it to the address of the pod.`,
    },
    wrong: [
      {
        text: say`The node asks the pod on port ${port}: ${`GET ${otherPath}`}`,
        why: say`The path of the probe is ${url}, and no other one is tried.`,
      },
      {
        text: say`The node asks the Service on port ${otherPort}: ${`GET ${url}`}`,
        why: say`A probe goes to the pod itself and not through a Service; its port is ${port}.`,
      },
      {
        text: say`A shell in the container runs ${`curl localhost:${port}${url}`}`,
        why: say`Nothing is run in the container for ${'httpGet'}; the request comes from the node.`,
      },
    ],
    hints: [
      say`Read ${'httpGet'}: a path, and a port by number or by the name of a container port.`,
    ],
    evidence: evidenceAt(asked, resource.path, blockAt(resource, [...path, probe])),
  });
};

/** Whether a probe has a handler, and Kubernetes would take it. */
const isKnown = (resource: ResourceIn, at: KeyPath): boolean => {
  const probe = resource.get(at);
  return (
    isRecord(probe) &&
    ['httpGet', 'tcpSocket', 'exec', 'grpc'].some(
      (handler) => isRecord(probe[handler]) && isInPlace(resource, at, handler),
    ) &&
    isCount(probe['failureThreshold'] ?? 3)
  );
};

const restart: Omit<Answer, 'why'> = {
  text: say`The container is ended and started again in its pod`,
};
const noTraffic: Omit<Answer, 'why'> = {
  text: say`The pod gets no more requests from its Services for now`,
};

const askConsequence = (
  asked: Asked,
  resource: Whole,
  path: KeyPath,
  name: string,
  probe: (typeof judged)[number],
) => {
  const isLive = probe === 'livenessProbe';
  return question({
    maker: 'probe-path',
    concept: 'probes',
    fact: isLive ? 'liveness-restarts' : 'readiness-gates',
    difficulty: 2,
    stem: say`The server in the container ${name} of ${titleOf(resource)} ran for an hour. Now its ${probe} goes on failing. What follows from this probe?`,
    right: isLive
      ? {
          ...restart,
          why: say`A liveness probe that fails as often as ${'failureThreshold'} says restarts the container, in the same pod.`,
        }
      : {
          ...noTraffic,
          why: say`A readiness probe decides who gets requests; the container runs on, and the probe goes on asking.`,
        },
    wrong: [
      isLive
        ? {
            ...noTraffic,
            why: say`That is what a readiness probe does; this one restarts the container.`,
          }
        : {
            ...restart,
            why: say`That is what a liveness probe does; this one takes the pod out of its Services.`,
          },
      {
        text: say`The pod is deleted and made again on another node`,
        why: say`A probe does not move a pod: it stays on its node, whatever the probe says.`,
      },
      {
        text: say`The rollout is undone and the old image is started`,
        why: say`Kubernetes does not go back to an earlier image by itself.`,
      },
    ],
    hints: [say`Three kinds of probes have three consequences. Which kind is it?`],
    evidence: evidenceAt(asked, resource.path, blockAt(resource, [...path, probe])),
  });
};
