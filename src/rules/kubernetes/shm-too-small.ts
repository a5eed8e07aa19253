import { isAccelerator } from '../../data/accelerators.ts';
import { startWords } from '../../project/container-start.ts';
import { filesStartedBy } from '../../project/image-code.ts';
import type { Project, ResourceIn } from '../../project/project.ts';
import { askedBy, isWholeGpu } from '../../syntax/kubernetes/accelerator.ts';
import { addItem, addKey } from '../../syntax/kubernetes/edits.ts';
import { entryAt } from '../../syntax/kubernetes/fields.ts';
import type { Container, KeyPath } from '../../syntax/kubernetes/model.ts';
import { isRecord } from '../../syntax/kustomization.ts';
import type { Edit } from '../../text/edit.ts';
import type { Place, Rule } from '../rule.ts';
import docs from './shm-too-small.md' with { type: 'text' };

const rule: Rule = {
  id: 'shm-too-small',
  on: 'resource',
  docs,
  severity: 'warning',
  profile: 'recommended',
  concept: 'resources',
  fix: 'suggested',
  about: ['pods'],
  anyPod: true,

  *check(resource, project) {
    const { podSpec } = resource;
    // KubeRay mounts memory at /dev/shm by itself.
    if (resource.apiVersion.startsWith('ray.io/')) return;
    if (!podSpec || resource.partial || resource.get([...podSpec, 'hostIPC']) === true) return;
    for (const container of resource.containers()) {
      const { path, name, init } = container;
      const why =
        init || sharesNoMemory(container, project)
          ? undefined
          : (processesOf(resource, path) ?? workersOf(resource, container, project));
      // Neuron, TPU and Gaudi hand batches over in other ways.
      const others = askedBy(resource, path).some(
        (each) => !/^(?:nvidia|amd)\.com\//.test(each.name),
      );
      if (!why || others) continue;
      const mount = listOf(resource, [...path, 'volumeMounts']).find(
        (each) => each['mountPath'] === '/dev/shm',
      );
      if (mount) continue;
      const edits = mend(resource, podSpec, path);
      yield {
        at: why.asked ? entryAt(resource, why.asked) : resource.at([...path, 'name']),
        message: `Container ${name} ${why.text}, and its processes share 64 MB of /dev/shm: PyTorch and NCCL stop with a bus error.`,
        ...(why.place ? { related: [why.place] } : {}),
        ...(edits ? { fixes: [{ title: 'Mount memory at /dev/shm', edits: () => edits }] } : {}),
      };
    }
  },
};
export default rule;

const listOf = (
  resource: ResourceIn,
  path: KeyPath,
): readonly Readonly<Record<string, unknown>>[] => {
  const list = resource.get(path);
  return Array.isArray(list) ? list.filter(isRecord) : [];
};

/** Whether a container does not run PyTorch or NCCL: a server of another kind by its image, or one that the project builds without Python. */
const sharesNoMemory = ({ image }: Container, project: Project): boolean => {
  if (image === undefined) return false;
  if (others.test(image)) return true;
  const built = project.dockerfileOf(image);
  return (
    built !== undefined &&
    built.bases.length > 0 &&
    built.bases.every((base) =>
      /^(?:golang|rust|node|alpine|busybox|scratch|nginx|gcr\.io\/distroless\/(?:static|base)\S*)(?::|$)/.test(
        base,
      ),
    )
  );
};

// Programs in Go and C++ that share no memory with others of their kind, and TensorFlow, which drives all GPUs from one process.
const others =
  /(?:^|[/_-])(?:api-?server|operator|controller|exporter|device-plugin|scheduler|webhook|ollama|llama\.cpp|tensorflow|nginx|redis|postgres|grafana|prometheus)(?:[:/@_-]|$)/;

/** Why several processes with shared memory run. */
interface Why {
  readonly text: string;
  /** The request that says so, where it is not the container as a whole. */
  readonly asked?: KeyPath;
  readonly place?: Place;
}

/** The code of the image has its data read by worker processes. */
const workersOf = (
  resource: ResourceIn,
  container: Container,
  project: Project,
): Why | undefined => {
  const { image, path } = container;
  const gpu = askedBy(resource, path).find(isWholeGpu);
  if (!gpu) return undefined;
  const built = image === undefined ? undefined : project.dockerfileOf(image);
  if (!built) return undefined;
  const overridden = ['command', 'args'].some((part) => resource.key([...path, part]));
  const words = overridden ? (startWords(resource, container) ?? []) : undefined;
  for (const file of filesStartedBy(built, words, project)) {
    const workers = project.python(file)?.workers;
    if (!workers) continue;
    return {
      text: `reads its data with ${workers.source}`,
      asked: gpu.path,
      place: { file, at: workers.span, message: workers.source },
    };
  }
  return undefined;
};

/** What the container asks for, or its command, starts several of them. */
const processesOf = (resource: ResourceIn, container: KeyPath): Why | undefined => {
  const limits = resource.get([...container, 'resources', 'limits']);
  for (const [name, value] of Object.entries(isRecord(limits) ? limits : {})) {
    // Shares are turns on one GPU.
    if (isAccelerator(name) && /^(?:nvidia|amd)(?!.*\.shared$)/.test(name) && Number(value) > 1)
      return { text: `uses ${String(value)} GPUs` };
  }
  const words = ['command', 'args'].flatMap((part) => {
    const list = resource.get([...container, part]);
    return Array.isArray(list) ? list.map(String) : [];
  });
  const text = words.join(' ');
  const parallel = /--tensor-parallel-size[= ](\d+)/.exec(text)?.[1];
  if (Number(parallel) > 1) return { text: `splits the model over ${parallel} processes` };
  const processes = /--nproc[-_]per[-_]node[= ](\d+)/.exec(text)?.[1];
  return Number(processes) > 1 ? { text: `starts ${processes} training processes` } : undefined;
};

const mend = (
  resource: ResourceIn,
  podSpec: KeyPath,
  container: KeyPath,
): readonly Edit[] | undefined => {
  const item = ['name: dshm', 'mountPath: /dev/shm'];
  const volume = ['name: dshm', 'emptyDir:', '  medium: Memory'];
  const list = (lines: readonly string[]): readonly string[] => [
    '',
    ...lines.map((line, i) => `${i === 0 ? '  - ' : '    '}${line}`),
  ];
  const mounts = [...container, 'volumeMounts'];
  const volumes = [...podSpec, 'volumes'];
  const mount = resource.key(mounts)
    ? addItem(resource, mounts, item)
    : addKey(resource, container, 'volumeMounts', list(item));
  const store = resource.key(volumes)
    ? addItem(resource, volumes, volume)
    : addKey(resource, podSpec, 'volumes', list(volume));
  if (!mount || !store) return undefined;
  // Both go behind the same line when the container ends the pod spec.
  if (mount.span[0] !== store.span[0]) return [mount, store];
  return [{ span: mount.span, text: mount.text + store.text }];
};
