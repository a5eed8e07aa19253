import { put, wordsAt } from '../syntax/kubernetes/fields.ts';
import { hostPaths } from '../syntax/kubernetes/host-paths.ts';
import type { KeyPath } from '../syntax/kubernetes/model.ts';
import { isRecord, scalarEntries } from '../syntax/kustomization.ts';
import type { Span } from '../text/span.ts';
import { serverIn } from './container-start.ts';
import type {
  ClaimFacts,
  ContainerFacts,
  ContainerPort,
  Fact,
  ObjectFacts,
  ScalerFacts,
  SelectorFacts,
  ServiceFacts,
  WorkloadFacts,
} from './facts.ts';
import type { ResourceIn } from './project.ts';

/** The facts of a Kubernetes object. */
export const objectFacts = (resource: ResourceIn): ObjectFacts => {
  const workload = workloadFacts(resource);
  const service = serviceFacts(resource);
  const scaler = scalerFacts(resource);
  return {
    file: resource.path,
    at: resource.at(['metadata', 'name']),
    apiVersion: resource.apiVersion,
    kind: resource.kind,
    name: resource.name ?? '',
    ...(resource.namespace === undefined ? {} : { namespace: resource.namespace }),
    labels: scalarEntries(resource.get(['metadata', 'labels'])),
    partial: resource.partial,
    ...(workload ? { workload } : {}),
    ...(service ? { service } : {}),
    ...(scaler ? { scaler } : {}),
    ...holds(resource),
  };
};

const selectors: Readonly<Record<string, string>> = {
  NetworkPolicy: 'podSelector',
  PodDisruptionBudget: 'selector',
  ServiceMonitor: 'selector',
};

/** Where objects of operators name the Secrets that they make. */
const secretNames: Readonly<Record<string, KeyPath>> = {
  Certificate: ['spec', 'secretName'],
  ClusterExternalSecret: ['spec', 'externalSecretSpec', 'target', 'name'],
  ExternalSecret: ['spec', 'target', 'name'],
  SealedSecret: ['spec', 'template', 'metadata', 'name'],
};

/** The selector, the keys or the disk of an object that has some. */
const holds = (
  resource: ResourceIn,
): Pick<ObjectFacts, 'selector' | 'keys' | 'claim' | 'makes' | 'nodeMounts' | 'onNode'> => {
  const { kind } = resource;
  const secret = Object.hasOwn(secretNames, kind) ? secretNames[kind] : undefined;
  if (secret) {
    const name = resource.get(secret);
    return typeof name === 'string' ? { makes: name } : {};
  }
  if (kind === 'PersistentVolumeClaim') return { claim: claimFacts(resource) };
  if (kind === 'PersistentVolume')
    return ['hostPath', 'local'].some((each) => resource.key(['spec', each]))
      ? { onNode: true }
      : {};
  if (kind === 'Cluster' && resource.apiVersion.startsWith('kind.x-k8s.io/'))
    return { nodeMounts: mountsOfAllNodes(resource) };
  if (kind === 'Gateway' && resource.apiVersion.startsWith('networking.istio.io/'))
    return {
      selector: { labels: scalarEntries(resource.get(['spec', 'selector'])), open: false },
    };
  const field = Object.hasOwn(selectors, kind) ? selectors[kind] : undefined;
  if (field) return { selector: selectorFacts(resource.get(['spec', field])) };
  if (kind !== 'ConfigMap' && kind !== 'Secret') return {};
  const parts = ['data', 'stringData', 'binaryData'].map((part) => resource.get([part]));
  return { keys: parts.flatMap((part) => (isRecord(part) ? Object.keys(part) : [])) };
};

/** The paths that every node of a cluster of kind has from the machine. */
const mountsOfAllNodes = (resource: ResourceIn): readonly string[] => {
  const [first = [], ...others] = indexes(resource, ['nodes']).map((node) =>
    indexes(resource, [...node, 'extraMounts']).flatMap((mount) => {
      const path = resource.get([...mount, 'containerPath']);
      return typeof path === 'string' ? path.replace(/\/+$/, '') : [];
    }),
  );
  return first.filter((path) => others.every((each) => each.includes(path)));
};

const claimFacts = (resource: ResourceIn): ClaimFacts => {
  const path = ['spec', 'resources', 'requests', 'storage'];
  const size = resource.get(path);
  const storage = resource.get(['spec', 'storageClassName']);
  return {
    ...(typeof storage === 'string' ? { class: storage } : {}),
    ...(resource.key(['spec', 'volumeName']) ? { bound: true } : {}),
    modes: wordsAt(resource, ['spec', 'accessModes']),
    ...(size === undefined ? {} : { size: factAt(resource, path, String(size)) }),
  };
};

/** A label selector from its plain value. */
export const selectorFacts = (value: unknown): SelectorFacts => {
  const more = isRecord(value) ? value['matchExpressions'] : undefined;
  return {
    labels: scalarEntries(isRecord(value) ? value['matchLabels'] : undefined),
    open: Array.isArray(more) && more.length > 0,
  };
};

const factAt = <T>(
  resource: ResourceIn,
  path: KeyPath,
  value: T,
  at: Span = resource.at(path),
): Fact<T> => ({
  value,
  file: resource.path,
  at,
});

const numberFact = (resource: ResourceIn, path: KeyPath): Fact<number> | undefined => {
  const value = resource.get(path);
  return typeof value === 'number' ? factAt(resource, path, value) : undefined;
};

const indexes = (resource: ResourceIn, path: KeyPath): readonly KeyPath[] => {
  const list = resource.get(path);
  return Array.isArray(list) ? list.map((_, i) => [...path, i]) : [];
};

const workloadFacts = (resource: ResourceIn): WorkloadFacts | undefined => {
  const { podSpec } = resource;
  if (!podSpec) return undefined;
  const replicas = numberFact(resource, ['spec', 'replicas']);
  return {
    podLabels: scalarEntries(resource.get([...podSpec.slice(0, -1), 'metadata', 'labels'])),
    ...(replicas ? { replicas } : {}),
    ...linksOf(resource, podSpec),
    ...claimsOf(resource, podSpec),
    ...(ownsNode(resource) ? { ownsNode: true } : {}),
    ...(resource.containers().some(({ path }) => mountsInRoot(resource, path))
      ? { mountsInRoot: true }
      : {}),
    ...(pins.some((path) => resource.key([...podSpec, ...path])) ? { pinned: true } : {}),
    containers: resource.containers().map(
      ({ path, name, image, init }): ContainerFacts => ({
        name,
        at: resource.at([...path, 'name']),
        // One that always restarts runs beside the others.
        init: init && resource.get([...path, 'restartPolicy']) !== 'Always',
        ...(image === undefined ? {} : { image: factAt(resource, [...path, 'image'], image) }),
        ports: indexes(resource, [...path, 'ports']).flatMap((port) =>
          containerPort(resource, port),
        ),
        probes: probePorts(resource, path),
        overridden:
          resource.key([...path, 'command']) !== undefined ||
          resource.key([...path, 'args']) !== undefined,
        ...flagsOf(resource, path),
        ...dataMountsOf(resource, podSpec, path),
        ...(mountsFiles(resource, podSpec, path) ? { mountsFiles: true } : {}),
        env: indexes(resource, [...path, 'env']).flatMap((each) => {
          const variable = resource.get([...each, 'name']);
          return typeof variable === 'string' ? [variable] : [];
        }),
        envFrom: resource.key([...path, 'envFrom']) !== undefined,
        ...(['stdin', 'tty'].some((key) => resource.get([...path, key]) === true)
          ? { interactive: true }
          : {}),
        ...valuesOf(resource, path),
        ...serverOf(resource, path, image),
        ...numbersIn(resource, path),
        requests: requestsOf(resource, path),
      }),
    ),
  };
};

const pins: readonly KeyPath[] = [
  ['nodeName'],
  ['nodeSelector', 'kubernetes.io/hostname'],
  ['affinity', 'podAffinity'],
];

/** Whether the pods get variables of Services, and how to switch that off. */
const linksOf = (
  resource: ResourceIn,
  podSpec: KeyPath,
): Pick<WorkloadFacts, 'unlinked' | 'unlink'> => {
  const path = [...podSpec, 'enableServiceLinks'];
  if (resource.key(path)) return resource.get(path) === true ? {} : { unlinked: true };
  const edit = resource.templated ? undefined : put(resource, path, 'false');
  return edit ? { unlink: { value: edit.text, file: resource.path, at: edit.span } } : {};
};

const ownsNode = (resource: ResourceIn): boolean =>
  hostPaths(resource).length > 0 ||
  resource
    .containers()
    .some(({ path }) => resource.get([...path, 'securityContext', 'privileged']) === true);

const mountsInRoot = (resource: ResourceIn, container: KeyPath): boolean =>
  indexes(resource, [...container, 'volumeMounts']).some((mount) => {
    const target = resource.get([...mount, 'mountPath']);
    return typeof target === 'string' && /^\/root(?:\/|$)/.test(target);
  });

const claimsOf = (resource: ResourceIn, podSpec: KeyPath): Pick<WorkloadFacts, 'claims'> => {
  const claims = indexes(resource, [...podSpec, 'volumes']).flatMap((volume) => {
    const path = [...volume, 'persistentVolumeClaim', 'claimName'];
    const name = resource.get(path);
    return typeof name === 'string' ? [factAt(resource, path, name)] : [];
  });
  return claims.length > 0 ? { claims } : {};
};

/** What a container mounts where PostgreSQL keeps its data. */
const dataMountsOf = (
  resource: ResourceIn,
  podSpec: KeyPath,
  container: KeyPath,
): Pick<ContainerFacts, 'dataMounts'> => {
  const mounts = indexes(resource, [...container, 'volumeMounts']).flatMap((mount) => {
    const at = [...mount, 'mountPath'];
    const path = resource.get(at);
    if (typeof path !== 'string' || !path.startsWith('/var/lib/postgresql')) return [];
    const name = resource.get([...mount, 'name']);
    const part = ['subPath', 'subPathExpr'].some((key) => resource.key([...mount, key]));
    return [{ path: factAt(resource, at, path), claim: isClaim(resource, podSpec, name), part }];
  });
  return mounts.length > 0 ? { dataMounts: mounts } : {};
};

/** Whether a container mounts a volume that is not known to hold settings or shared memory only. */
const mountsFiles = (resource: ResourceIn, podSpec: KeyPath, container: KeyPath): boolean => {
  const list = resource.get([...container, 'volumeMounts']);
  if (!Array.isArray(list)) return resource.key([...container, 'volumeMounts']) !== undefined;
  const settings = indexes(resource, [...podSpec, 'volumes']).flatMap((volume) =>
    ['configMap', 'secret', 'projected', 'downwardAPI'].some((key) =>
      resource.key([...volume, key]),
    )
      ? [resource.get([...volume, 'name'])]
      : [],
  );
  return indexes(resource, [...container, 'volumeMounts']).some(
    (mount) =>
      !settings.includes(resource.get([...mount, 'name'])) &&
      !/^\/(?:dev\/shm|tmp)\/?$/.test(String(resource.get([...mount, 'mountPath']))),
  );
};

/** Whether a volume of a pod is that of a claim, of its own or of a template. */
const isClaim = (resource: ResourceIn, podSpec: KeyPath, name: unknown): boolean =>
  indexes(resource, [...podSpec, 'volumes']).some(
    (volume) =>
      resource.get([...volume, 'name']) === name &&
      resource.key([...volume, 'persistentVolumeClaim']) !== undefined,
  ) ||
  indexes(resource, ['spec', 'volumeClaimTemplates']).some(
    (claim) => resource.get([...claim, 'metadata', 'name']) === name,
  );

/** The long flags that the ENTRYPOINT of the image is given. */
const flagsOf = (resource: ResourceIn, path: KeyPath): Pick<ContainerFacts, 'flags'> => {
  if (resource.key([...path, 'command'])) return {};
  const args = resource.get([...path, 'args']);
  const flags = Array.isArray(args)
    ? args.flatMap((word) => /^--[\w.-]+/.exec(String(word))?.[0] ?? [])
    : [];
  return flags.length > 0 ? { flags } : {};
};

const mayServe =
  /\b(?:mlflow|vllm|jupyter|bentoml|streamlit|chainlit|uvicorn|gunicorn|hypercorn|flask|fastapi|sglang|llama[-_]\w+|tensorboard|waitress-serve|http\.server)\b/;

/** The server that a container's own command starts. */
const serverOf = (
  resource: ResourceIn,
  path: KeyPath,
  image: string | undefined,
): Pick<ContainerFacts, 'server'> => {
  const sources = ['command', 'args'].map((part) => sourceOf(resource, path, part));
  if (sources.every((text) => text === '') || !mayServe.test(`${sources.join(' ')} ${image}`))
    return {};
  const found = serverIn(resource, { path, ...(image === undefined ? {} : { image }) });
  if (!found) return {};
  const { elsewhere, port, server } = found;
  const number = port && /^\d{2,5}$/.test(port.text) ? Number(port.text) : undefined;
  const read = port ? namesIn(port.text) : elsewhere ? [] : server.portEnv;
  return {
    server: {
      name: server.name,
      ...(port && number !== undefined
        ? { port: { value: number, file: resource.path, at: port.word.span } }
        : {}),
      variables: read,
    },
  };
};

/** The variables in a word, in the ways of Kubernetes and of a shell. */
const namesIn = (text: string): readonly string[] => text.match(/(?<=\$[{(]?)[A-Za-z_]\w*/g) ?? [];

/** The numbers among the values of a container's variables, of which the last one of a name counts. */
const valuesOf = (resource: ResourceIn, path: KeyPath): Pick<ContainerFacts, 'values'> => {
  const found = indexes(resource, [...path, 'env']).flatMap((each) => {
    const at = [...each, 'value'];
    const name = resource.get([...each, 'name']);
    const value = resource.get(at);
    return typeof name === 'string' && /^\d{2,5}$/.test(String(value))
      ? [[name, factAt(resource, at, Number(value))] as const]
      : [];
  });
  return found.length > 0 ? { values: Object.fromEntries(found) } : {};
};

/** The source of a container's command or arguments. */
const sourceOf = (resource: ResourceIn, path: KeyPath, part: string): string => {
  const list = resource.get([...path, part]);
  return Array.isArray(list) ? list.join(' ') : '';
};

/** The numbers that a container's command, arguments and variables hold. */
const numbersIn = (resource: ResourceIn, container: KeyPath): Pick<ContainerFacts, 'numbers'> => {
  const words = ['command', 'args'].flatMap((part) => indexes(resource, [...container, part]));
  const values = indexes(resource, [...container, 'env']).flatMap((each) => {
    const value = [...each, 'value'];
    // A port that comes from elsewhere is not known.
    return resource.key(value) || /PORT/i.test(String(resource.get([...each, 'name'])))
      ? [value]
      : [];
  });
  const texts = [...words, ...values].map((path) => resource.get(path));
  if (resource.partial || texts.some((text) => text === undefined)) return {};
  const found = texts.flatMap((text) => String(text).match(/(?<!\d)\d{2,5}(?!\d)/g) ?? []);
  return { numbers: [...new Set(found.map(Number))] };
};

const containerPort = (resource: ResourceIn, path: KeyPath): readonly ContainerPort[] => {
  const port = numberFact(resource, [...path, 'containerPort']);
  const name = resource.get([...path, 'name']);
  return port ? [{ port, ...(typeof name === 'string' ? { name } : {}) }] : [];
};

const probePorts = (resource: ResourceIn, container: KeyPath): readonly Fact<number | string>[] =>
  ['startupProbe', 'readinessProbe', 'livenessProbe'].flatMap((probe) =>
    ['httpGet', 'tcpSocket', 'grpc'].flatMap((handler) => {
      const path = [...container, probe, handler, 'port'];
      const port = resource.get(path);
      return typeof port === 'number' || typeof port === 'string'
        ? [factAt(resource, path, port)]
        : [];
    }),
  );

const requestsOf = (resource: ResourceIn, container: KeyPath): readonly string[] => {
  const names = ['requests', 'limits'].flatMap((part) => {
    const value = resource.get([...container, 'resources', part]);
    return isRecord(value) ? Object.keys(value) : [];
  });
  return [...new Set(names)];
};

const serviceFacts = (resource: ResourceIn): ServiceFacts | undefined => {
  if (resource.kind !== 'Service' || resource.apiVersion !== 'v1') return undefined;
  const type = resource.get(['spec', 'type']);
  return {
    type: typeof type === 'string' ? type : 'ClusterIP',
    headless: resource.get(['spec', 'clusterIP']) === 'None',
    selector: scalarEntries(resource.get(['spec', 'selector'])),
    ports: indexes(resource, ['spec', 'ports']).flatMap((path) => {
      const port = numberFact(resource, [...path, 'port']);
      if (!port) return [];
      const name = resource.get([...path, 'name']);
      const target = resource.get([...path, 'targetPort']);
      const written = typeof target === 'number' || typeof target === 'string';
      if (!written && resource.key([...path, 'targetPort'])) return [];
      return [
        {
          port,
          ...(typeof name === 'string' ? { name } : {}),
          target: written ? factAt(resource, [...path, 'targetPort'], target) : port,
        },
      ];
    }),
  };
};

const scalerFacts = (resource: ResourceIn): ScalerFacts | undefined => {
  const isHpa = resource.kind === 'HorizontalPodAutoscaler';
  if (!isHpa && !(resource.kind === 'ScaledObject' && resource.apiVersion.startsWith('keda.sh/')))
    return undefined;
  const name = resource.get(['spec', 'scaleTargetRef', 'name']);
  if (typeof name !== 'string') return undefined;
  const kind = resource.get(['spec', 'scaleTargetRef', 'kind']);
  const apiVersion = resource.get(['spec', 'scaleTargetRef', 'apiVersion']);
  const least = resource.get(['spec', isHpa ? 'minReplicas' : 'minReplicaCount']);
  const most = resource.get(['spec', isHpa ? 'maxReplicas' : 'maxReplicaCount']);
  return {
    target: factAt(resource, ['spec', 'scaleTargetRef', 'name'], name),
    targetKind: typeof kind === 'string' ? kind : 'Deployment',
    ...(typeof apiVersion === 'string' ? { targetApiVersion: apiVersion } : {}),
    ...(typeof least === 'number' ? { least } : {}),
    ...(typeof most === 'number' ? { most } : {}),
    utilization: isHpa ? utilizationOf(resource) : [],
  };
};

const utilizationOf = (resource: ResourceIn): readonly Fact<string>[] => {
  const v1 = numberFact(resource, ['spec', 'targetCPUUtilizationPercentage']);
  if (v1) return [{ ...v1, value: 'cpu' }];
  const metrics = indexes(resource, ['spec', 'metrics']);
  // Without metrics an HPA takes 80 % of the CPU request.
  if (metrics.length === 0)
    return resource.key(['spec', 'metrics']) ? [] : [factAt(resource, ['spec'], 'cpu')];
  return metrics.flatMap((path) => {
    const name = resource.get([...path, 'resource', 'name']);
    if (resource.get([...path, 'type']) !== 'Resource' || typeof name !== 'string') return [];
    const type = resource.get([...path, 'resource', 'target', 'type']);
    const old = resource.get([...path, 'resource', 'targetAverageUtilization']);
    return type === 'Utilization' || old !== undefined
      ? [factAt(resource, [...path, 'resource', 'name'], name)]
      : [];
  });
};
