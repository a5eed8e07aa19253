import { startWords } from '../../project/container-start.ts';
import { scalersOf } from '../../project/links.ts';
import type { Project, ResourceIn } from '../../project/project.ts';
import { addKey } from '../../syntax/kubernetes/edits.ts';
import type { Container, KeyPath } from '../../syntax/kubernetes/model.ts';
import { isRecord } from '../../syntax/kustomization.ts';
import { nameOf } from '../../syntax/shell/program.ts';
import { imageName, parseImage } from '../../text/image.ts';
import type { Rule } from '../rule.ts';
import docs from './missing-resources.md' with { type: 'text' };

const rule: Rule = {
  id: 'missing-resources',
  on: 'resource',
  docs,
  severity: 'warning',
  profile: 'recommended',
  concept: 'resources',
  aka: [
    'kube-linter/unset-cpu-requirements',
    'kube-linter/unset-memory-requirements',
    'kube-score/container-resources',
    'polaris/cpuRequestsMissing',
    'polaris/memoryRequestsMissing',
    'trivy/KSV-0015',
    'trivy/KSV-0016',
    'checkov/CKV_K8S_10',
    'checkov/CKV_K8S_12',
  ],
  fix: 'suggested',
  about: ['pods'],
  anyPod: true,

  *check(resource, project) {
    // KServe and Knative fill in requests of their own.
    if (resource.partial || resource.apiVersion.startsWith('serving.')) return;
    // What a cluster printed is a record, not a source.
    if (resource.key(['metadata', 'uid'])) return;
    const tryOut = isTryOut(resource);
    for (const container of resource.containers()) {
      const { path, name, init } = container;
      if (init || isFilledIn(resource, path)) continue;
      const asked = [
        resource.get([...path, 'resources', 'requests']),
        resource.get([...path, 'resources', 'limits']),
      ];
      const has = (what: string): boolean => asked.some((each) => isRecord(each) && what in each);
      const cpu = has('cpu') || cpuIsReported(resource, project);
      const memory = has('memory');
      if (cpu && memory) continue;
      const whole =
        asked.every((each) => each === undefined) &&
        resource.key([...path, 'resources']) === undefined;
      const small = isClient(resource, container);
      const [amountOfCpu, amountOfMemory] = small ? ['100m', '128Mi'] : ['500m', '1Gi'];
      const edit = addKey(resource, path, 'resources', [
        '',
        '  requests:',
        `    cpu: ${amountOfCpu}`,
        `    memory: ${amountOfMemory}`,
      ]);
      yield {
        at: resource.at([...path, 'name']),
        ...(tryOut ? { profile: 'strict' as const } : {}),
        message: `Container ${name} requests ${missing(cpu, memory)}, so the scheduler can put it on a node that is already full.`,
        aka: [
          ...(cpu
            ? []
            : ([
                'kube-linter/unset-cpu-requirements',
                'polaris/cpuRequestsMissing',
                'trivy/KSV-0015',
                'checkov/CKV_K8S_10',
              ] as const)),
          ...(memory
            ? []
            : ([
                'kube-linter/unset-memory-requirements',
                'polaris/memoryRequestsMissing',
                'trivy/KSV-0016',
                'checkov/CKV_K8S_12',
              ] as const)),
          'kube-score/container-resources',
        ],
        ...(whole && edit
          ? {
              fixes: [
                {
                  title: `Request ${amountOfCpu} CPU and ${amountOfMemory} memory; set what ${small ? 'it' : 'your model'} needs`,
                  edits: () => [edit],
                },
              ],
            }
          : {}),
      };
    }
  },
};
export default rule;

/** Whether a template writes the requests or limits from a value that is not known. */
const isFilledIn = (resource: ResourceIn, container: KeyPath): boolean =>
  [[], ['requests'], ['limits']].some((part) => {
    const path = [...container, 'resources', ...part];
    return resource.key(path) !== undefined && resource.get(path) === undefined;
  });

/** Whether a container asks others and computes nothing itself: by the program of its image, or by that of its command. */
const isClient = (resource: ResourceIn, container: Container): boolean => {
  const { image, path } = container;
  const given = resource.key([...path, 'command']);
  const [program] = given ? (startWords(resource, container) ?? []) : [];
  if (program) return clients.has(nameOf(program));
  const name = image === undefined ? '' : imageName(parseImage(image)).split('/').at(-1);
  return !given && name !== undefined && images.has(name);
};

/** Whether people start it by hand, once: a pod that is not started again, or one that by its name looks at something or makes load. */
const isTryOut = (resource: ResourceIn): boolean => {
  if (resource.kind === 'Pod' && resource.get(['spec', 'restartPolicy']) === 'Never') return true;
  return /^(?:Pod|Job)$/.test(resource.kind) && triedOnce.test(resource.name ?? '');
};

const triedOnce =
  /(?:^|-)(?:debug|debugger|test|inspect|tmp|scratch|load-?(?:gen|generator|test|tester)|hey|k6|wrk|vegeta|locust)(?:-|$)/;

/** What both images and programs are called; an image called `mysql` is a server. */
const tools = ['curl', 'busybox', 'kubectl', 'mc', 'aws-cli', 'rclone', 's5cmd', 'helm', 'git'];

const images: ReadonlySet<string> = new Set(tools);

const clients: ReadonlySet<string> = new Set([
  ...tools,
  ...['wget', 'aws', 'gsutil', 'nc', 'jq'],
  ...['psql', 'pg_isready', 'pg_dump', 'pg_dumpall', 'mysql', 'mysqldump', 'redis-cli', 'mongosh'],
]);

const missing = (cpu: boolean, memory: boolean): string => {
  if (!cpu && !memory) return 'neither CPU nor memory';
  return cpu ? 'no memory' : 'no CPU';
};

/** An autoscaler that needs the CPU request is a finding of its own. */
const cpuIsReported = (resource: ResourceIn, project: Project): boolean => {
  const own = project.own(resource);
  if (!own) return false;
  const metrics = scalersOf(own, project).flatMap(({ scaler }) => scaler.utilization);
  return metrics.some(({ value }) => value === 'cpu');
};
