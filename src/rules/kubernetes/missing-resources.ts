import { scalersOf } from '../../project/links.ts';
import type { Project, ResourceIn } from '../../project/project.ts';
import { commandWords } from '../../syntax/kubernetes/command.ts';
import type { Container, KeyPath } from '../../syntax/kubernetes/model.ts';
import { isRecord } from '../../syntax/kustomization.ts';
import type { Edit } from '../../text/edit.ts';
import { imageName, parseImage } from '../../text/image.ts';
import type { Span } from '../../text/span.ts';
import { mend } from '../mend.ts';
import { type Amounts, amountsFor, requestBoth, setWhat } from '../requests.ts';
import type { Finding, Rule } from '../rule.ts';
import docs from './missing-resources.md' with { type: 'text' };

const ofCpu = [
  'kube-linter/unset-cpu-requirements',
  'polaris/cpuRequestsMissing',
  'trivy/KSV-0015',
  'checkov/CKV_K8S_10',
] as const;

const ofMemory = [
  'kube-linter/unset-memory-requirements',
  'polaris/memoryRequestsMissing',
  'trivy/KSV-0016',
  'checkov/CKV_K8S_12',
] as const;

const rule: Rule = {
  id: 'missing-resources',
  on: 'resource',
  docs,
  severity: 'warning',
  profile: 'recommended',
  concept: 'resources',
  aka: [...ofCpu, ...ofMemory, 'kube-score/container-resources'],
  fix: 'suggested',
  about: ['pods'],
  anyPod: true,

  *check(resource, project) {
    // KServe and Knative fill in requests of their own.
    if (resource.partial || resource.apiVersion.startsWith('serving.')) return;
    // What a cluster printed is a record, not a source.
    if (resource.key(['metadata', 'uid'])) return;
    const tryOut = isTryOut(resource);
    const lacks = resource.containers().flatMap((each) => lackOf(each, resource, project));
    // Containers of one pod that lack the same are one problem.
    for (const what of new Set(lacks.map((each) => each.what))) {
      const group = lacks.filter((each) => each.what === what);
      const [first, ...others] = group;
      if (!first) continue;
      const [cpu, memory] = [what !== 'no memory', what !== 'no CPU'];
      const more = others.length === 1 ? 'one more container' : `${others.length} more containers`;
      yield {
        at: first.at,
        ...(tryOut ? { profile: 'strict' as const } : {}),
        message:
          others.length === 0
            ? `Container ${first.name} requests ${what}, so the scheduler can put it on a node that is already full.`
            : `Container ${first.name} and ${more} of this pod request ${what}, so the scheduler can put the pod on a node that is already full.`,
        aka: [...(cpu ? ofCpu : []), ...(memory ? ofMemory : []), 'kube-score/container-resources'],
        ...fixOf(group),
      };
    }
  },
};
export default rule;

/** Whether a container is there for its name or its network only: `pause`, or a Pod for a look around that sleeps. */
const doesNothing = ({ image, path }: Container, resource: ResourceIn): boolean =>
  /(?:^|\/)pause(?:[:@]|$)/.test(image ?? '') ||
  (resource.kind === 'Pod' &&
    /^(?:(?:\/bin\/)?(?:ba|a)?sh -c )?(?:\/bin\/)?sleep (?:\d+|infinity)$/.test(
      (commandWords(resource, path) ?? []).map(({ text }) => text).join(' '),
    ));

/** A container with what it does not request. */
interface Lack {
  readonly name: string;
  readonly at: Span;
  readonly what: string;
  readonly amounts: Amounts;
  readonly set: string;
  readonly edit?: Edit;
}

const lackOf = (container: Container, resource: ResourceIn, project: Project): readonly Lack[] => {
  const { path, name, init } = container;
  if (init || isFilledIn(resource, path) || doesNothing(container, resource)) return [];
  const asked = [
    resource.get([...path, 'resources', 'requests']),
    resource.get([...path, 'resources', 'limits']),
  ];
  const has = (what: string): boolean => asked.some((each) => isRecord(each) && what in each);
  const reported = reportedBy(resource, project);
  const [cpu, memory] = ['cpu', 'memory'].map((each) => has(each) || reported.includes(each));
  if (cpu && memory) return [];
  const whole = resource.key([...path, 'resources']) === undefined;
  // That finding's fix adds both.
  if (whole && reported.length > 0) return [];
  const amounts = amountsFor(resource, container);
  const edit = whole && requestBoth(resource, path, amounts);
  return [
    {
      name,
      at: resource.at([...path, 'name']),
      what: missing(cpu === true, memory === true),
      amounts,
      set: setWhat(resource, container),
      ...(edit ? { edit } : {}),
    },
  ];
};

const fixOf = (group: readonly Lack[]): Pick<Finding, 'fixes'> => {
  const [first, ...others] = group;
  if (!first) return {};
  const { cpu, memory } = first.amounts;
  const each = others.length > 0 ? ' for each' : '';
  const same = others.every(({ amounts }) => amounts.cpu === cpu);
  const what = same ? `${cpu} CPU and ${memory} memory${each}` : `CPU and memory${each}`;
  const set = others.length > 0 ? 'set what they need' : first.set;
  return mend(`Request ${what}; ${set}`, ...group.map(({ edit }) => edit));
};

/** Whether a template writes the requests or limits from a value that is not known. */
const isFilledIn = (resource: ResourceIn, container: KeyPath): boolean =>
  [[], ['requests'], ['limits']].some((part) => {
    const path = [...container, 'resources', ...part];
    return resource.key(path) !== undefined && resource.get(path) === undefined;
  });

/** Whether people start it by hand, once: a pod that is not started again, or one that by its name looks at something or makes load. */
const isTryOut = (resource: ResourceIn): boolean => {
  if (resource.kind === 'Pod' && resource.get(['spec', 'restartPolicy']) === 'Never') return true;
  if (!/^(?:Pod|Job)$/.test(resource.kind)) return false;
  // A hook of Helm asks or deletes something, and a large request would hold up the install.
  if (resource.get(['metadata', 'annotations', 'helm.sh/hook']) !== undefined) return true;
  return (
    triedOnce.test(resource.name ?? '') ||
    (resource.kind === 'Job' &&
      resource.containers().every(({ image = '' }) => helpers.test(imageName(parseImage(image)))))
  );
};

/** Images that a Job starts for a moment: to copy, ask or change something. */
const helpers =
  /^(?:busybox|minio\/mc|(?:bitnami|rancher|alpine)\/kubectl|registry\.k8s\.io\/kubectl)$/;

const triedOnce =
  /(?:^|-)(?:debug|debugger|test|inspect|tmp|scratch|load-?(?:gen|generator|test|tester)|hey|k6|wrk|vegeta|locust)(?:-|$)/;

const missing = (cpu: boolean, memory: boolean): string => {
  if (!cpu && !memory) return 'neither CPU nor memory';
  return cpu ? 'no memory' : 'no CPU';
};

/** What autoscalers measure against: where it is missing, that is a finding of its own. */
const reportedBy = (resource: ResourceIn, project: Project): readonly string[] => {
  const own = project.own(resource);
  return own
    ? scalersOf(own, project).flatMap(({ scaler }) => scaler.utilization.map(({ value }) => value))
    : [];
};
