import { startedServer } from '../../project/code-server.ts';
import type { DockerfileFacts } from '../../project/facts.ts';
import { filesStartedBy } from '../../project/image-code.ts';
import { parseImage } from '../../text/image.ts';
import { dirname, joinPath, type Path } from '../../text/path.ts';
import { type Asked, type Made, nameOfFolder } from './asked.ts';

/** A Deployment and a Service for the image of a Dockerfile, or a Job where what it starts is no server. */
export const createManifests = (dockerfile: Path, asked: Asked): Made => {
  const { project } = asked;
  const facts = project.dockerfiles().find(({ file }) => file === dockerfile);
  if (!facts) return { kind: 'none', why: `${dockerfile} is not a Dockerfile that can be read.` };
  const there = project
    .find('pods')
    .find(({ workload }) =>
      workload?.containers.some(
        ({ image }) => image && project.dockerfileOf(image.value)?.file === dockerfile,
      ),
    );
  if (there) return { kind: 'there', file: there.file, what: `a ${there.kind} for this image` };
  const run = runOf(facts, asked);
  if (run.kind === 'nothing')
    return {
      kind: 'none',
      why: `${dockerfile} has no CMD and no ENTRYPOINT: what a container starts is not known.`,
    };
  const folder = joinPath(dirname(dockerfile), 'k8s') ?? 'k8s';
  const objects =
    run.kind === 'server'
      ? {
          'deployment.yaml': deployment(run),
          ...(run.port === undefined ? {} : { 'service.yaml': service(run, run.port) }),
        }
      : { 'job.yaml': job(run) };
  const files = Object.entries(objects).map(([name, text]) => ({
    path: `${folder}/${name}`,
    text,
  }));
  return { kind: 'files', files };
};

/** What a container of an image runs. */
interface Run {
  readonly kind: 'server' | 'job' | 'nothing';
  readonly name: string;
  readonly image: string;
  readonly port?: number;
  /** A path that answers when the server is ready. */
  readonly ready?: string;
  /** The number of its user, where that is not root. */
  readonly user?: string;
  /** It loads a model, for which a few hundred megabytes are not enough. */
  readonly model: boolean;
  readonly gpu: boolean;
  /** It calls the API of Kubernetes. */
  readonly asksKubernetes: boolean;
}

const runOf = (facts: DockerfileFacts, asked: Asked): Run => {
  const { project } = asked;
  const server = startedServer(facts, project);
  const port = server?.port?.value ?? facts.exposed[0]?.value;
  const name = nameOfFolder(dirname(facts.file), project);
  const user = /^([1-9]\d*)(?::|$)/.exec(facts.user?.value ?? '')?.[1];
  const started = (facts.start?.words ?? []).length > 0;
  const ready = readyPath(facts, server?.name, asked);
  return {
    kind: server || port !== undefined ? 'server' : started ? 'job' : 'nothing',
    name,
    image: imageOf(facts, name, asked),
    ...(port === undefined ? {} : { port }),
    ...(ready === undefined ? {} : { ready }),
    ...(user === undefined ? {} : { user }),
    model: loads(models, facts, asked),
    asksKubernetes: loads(/^(?:kubernetes|kubernetes_asyncio|kr8s|kopf)$/, facts, asked),
    gpu: facts.cuda === true,
  };
};

/** The name that a build of the project gives the image, with a tag. */
const imageOf = ({ file }: DockerfileFacts, name: string, { project }: Asked): string => {
  const stated = project
    .builds(file)
    .flatMap(({ images }) => images)
    .find((each) => /^[\w./:@-]+$/.test(each));
  if (stated === undefined) return `${name}:0.1.0`;
  const { digest, tag } = parseImage(stated);
  if (digest !== undefined || (tag !== undefined && tag !== 'latest')) return stated;
  return `${stated.replace(/:latest$/, '')}:0.1.0`;
};

const models =
  /^(?:torch|tensorflow|keras|transformers|sentence_transformers|diffusers|ultralytics|whisper|onnxruntime|vllm|llama_cpp|easyocr|spacy)$/;

const loads = (modules: RegExp, facts: DockerfileFacts, { project }: Asked): boolean =>
  filesStartedBy(facts, undefined, project).some((file) =>
    project.python(file)?.imports.some(({ module }) => modules.test(module.split('.')[0] ?? '')),
  );

const readyNames = [
  'readyz',
  'ready',
  'readiness',
  'healthz',
  'health',
  'healthcheck',
  'livez',
  'live',
  'ping',
];

/** A path that the start file answers to a GET, by a name that says so; the page of Streamlit for it. */
const readyPath = (
  facts: DockerfileFacts,
  server: string | undefined,
  asked: Asked,
): string | undefined => {
  if (server === 'streamlit') return '/_stcore/health';
  const files = filesStartedBy(facts, undefined, asked.project);
  const answers = new RegExp(
    `^[ \\t]*@(?:app|application|api|server)\\.(?:get|route|api_route)\\([ \\t\\n]*(?:path[ \\t]*=[ \\t]*)?["'](/(?:${readyNames.join('|')})/?)["'](?![^)\\n]*methods[^)\\n]*POST)`,
    'gm',
  );
  const found = [...(asked.text(files[0] ?? '') ?? '').matchAll(answers)].flatMap(
    ([, path]) => path ?? [],
  );
  const rank = (path: string): number => readyNames.indexOf(path.replaceAll('/', ''));
  return found.toSorted((a, b) => rank(a) - rank(b))[0];
};

const deployment = (run: Run): string => `apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${run.name}
  labels:
    app: ${run.name}
spec:
  replicas: 1
  selector:
    matchLabels:
      app: ${run.name}
  template:
    metadata:
      labels:
        app: ${run.name}
    spec:
${pod(run, 6)}`;

const job = (run: Run): string => `apiVersion: batch/v1
kind: Job
metadata:
  name: ${run.name}
  labels:
    app: ${run.name}
spec:
  backoffLimit: 2
  ttlSecondsAfterFinished: 86400
  template:
    metadata:
      labels:
        app: ${run.name}
    spec:
      restartPolicy: Never
${pod(run, 6)}`;

const service = ({ name }: Run, port: number): string => `apiVersion: v1
kind: Service
metadata:
  name: ${name}
  labels:
    app: ${name}
spec:
  selector:
    app: ${name}
  ports:
    - name: http
      port: 80
      targetPort: ${port}
`;

/** The specification of the pod, as far as a Deployment and a Job have it in common. */
const pod = (run: Run, indent: number): string => {
  const lines = [
    ...(run.asksKubernetes
      ? []
      : ['# The code does not call the API of Kubernetes.', 'automountServiceAccountToken: false']),
    'securityContext:',
    ...(run.user === undefined ? [] : ['  runAsNonRoot: true', `  runAsUser: ${run.user}`]),
    '  seccompProfile:',
    '    type: RuntimeDefault',
    'containers:',
    `  - name: ${run.kind === 'server' ? 'server' : 'job'}`,
    '    # Push the image to your registry, and write its whole name and its tag here.',
    `    image: ${run.image}`,
    ...(run.port === undefined || run.kind !== 'server'
      ? []
      : ['    ports:', '      - name: http', `        containerPort: ${run.port}`]),
    ...resources(run),
    ...(run.kind === 'server' ? probes(run) : []),
    '    securityContext:',
    '      allowPrivilegeEscalation: false',
    '      capabilities:',
    '        drop: ["ALL"]',
  ];
  return `${lines.map((line) => `${' '.repeat(indent)}${line}`).join('\n')}\n`;
};

const resources = ({ gpu, model }: Run): readonly string[] => {
  const memory = model ? '2Gi' : '512Mi';
  return [
    '    # Measure what it uses under load, and change these numbers.',
    '    resources:',
    '      requests:',
    `        cpu: ${model ? '"1"' : '250m'}`,
    `        memory: ${memory}`,
    '      limits:',
    `        memory: ${memory}`,
    ...(gpu ? ['        nvidia.com/gpu: 1'] : []),
  ];
};

const probes = ({ model, port, ready }: Run): readonly string[] => {
  if (port === undefined) return [];
  const call =
    ready === undefined
      ? ['      tcpSocket:', '        port: http']
      : ['      httpGet:', `        path: ${ready}`, '        port: http'];
  return [
    ...(model
      ? [
          '    # The model has 5 minutes to load.',
          '    startupProbe:',
          ...call,
          '      periodSeconds: 10',
          '      failureThreshold: 30',
        ]
      : []),
    ...(ready === undefined
      ? [
          '    # No path for it is seen in the code: one that answers when requests can be served tells more.',
        ]
      : []),
    '    readinessProbe:',
    ...call,
    '      periodSeconds: 10',
  ];
};
