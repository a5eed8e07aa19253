import { baseImage } from '../../data/base-images.ts';
import type { ResourceIn } from '../../project/project.ts';
import { askedBy } from '../../syntax/kubernetes/accelerator.ts';
import type { KeyPath } from '../../syntax/kubernetes/model.ts';
import { isRecord } from '../../syntax/kustomization.ts';
import { parseImage } from '../../text/image.ts';
import { type Answer, type Asked, evidenceAt, type Maker, question, say } from './make.ts';
import {
  blockAt,
  hasKnownResources,
  isPlain,
  namedContainers,
  titleOf,
  type Whole,
} from './manifests.ts';

const gpu = 'nvidia.com/gpu';

/** Asks how many GPUs a container gets: as many as its limit says, or none. */
export const gpuLimit: Maker = function* (asked) {
  for (const { resource, path, name, image } of namedContainers(asked.resources)) {
    const count = askedBy(resource, path).find((each) => each.name === gpu)?.count;
    const limits = resource.get([...path, 'resources', 'limits']);
    if (count !== undefined && isRecord(limits) && gpu in limits)
      yield ask(asked, resource, path, name, count);
    else if (count === undefined && isWithout(resource) && brings(asked, image))
      yield askNone(asked, resource, path, name, image ?? '');
  }
};

/** Whether no container and no claim of the pod asks for a device of any kind. */
const isWithout = (resource: ResourceIn): boolean => {
  const { podSpec } = resource;
  if (!podSpec) return false;
  if (
    ['resourceClaims', 'resources', 'runtimeClassName'].some((key) =>
      resource.key([...podSpec, key]),
    )
  )
    return false;
  return resource.containers().every(
    ({ path }) =>
      hasKnownResources(resource, path) &&
      ['requests', 'limits', 'claims'].every((part) => {
        const value = resource.get([...path, 'resources', part]);
        return (
          value === undefined ||
          (isRecord(value) && !Object.keys(value).some((key) => /[/{$]/.test(key)))
        );
      }),
  );
};

// Images that look after GPUs without computing on them.
const attendants = /k8s|dcgm|operator|driver|toolkit|exporter|discovery|cloud-native|init/;

/** Whether the name of an image says that it holds CUDA. */
const brings = ({ project }: Asked, image: string | undefined): boolean => {
  if (image === undefined || !isPlain(image) || attendants.test(image)) return false;
  const known = baseImage(parseImage(image));
  return known ? known.cuda : project.dockerfileOf(image)?.cuda === true;
};

const ask = (asked: Asked, resource: Whole, path: KeyPath, name: string, count: number) => {
  const replicas = resource.get(['spec', 'replicas']);
  const several = resource.containers().filter(({ init }) => !init).length > 1;
  const requested = resource.key([...path, 'resources', 'requests', gpu]) !== undefined;
  const shared: readonly Answer[] =
    typeof replicas === 'number' && replicas > 1
      ? [
          {
            text: say`${count} for all ${replicas} pods together`,
            why: say`The limit stands in the pod template, so each pod asks for its own.`,
          },
        ]
      : several
        ? [
            {
              text: say`${count} for all containers of the pod together`,
              why: say`The limit belongs to this container; the others of the pod get what they ask for.`,
            },
          ]
        : [];
  const capped: readonly Answer[] = requested
    ? []
    : [
        {
          text: say`None: a limit caps the use and asks for nothing`,
          why: say`For GPUs a limit counts as the request too, so the device is assigned.`,
        },
      ];
  return question({
    maker: 'gpu-limit',
    concept: 'gpu-scheduling',
    fact: 'ask-in-limits',
    difficulty: 1,
    stem: say`How many GPUs does Kubernetes assign to the container ${name} of ${titleOf(resource)}?`,
    right: {
      text: say`${count} for this container, in each pod that is made`,
      why: say`The limit ${`${gpu}: ${count}`} asks for that many devices, and the pod waits until a node has them free.`,
    },
    wrong: [
      ...shared,
      ...capped,
      {
        text: say`All that the node has, with ${count} as the least`,
        why: say`The number is exact: other devices of the node stay free for other pods.`,
      },
      {
        text: say`Up to ${count}, and none while the node is busy`,
        why: say`Devices are not lent out for a while: the pod starts when they are free, and then holds them.`,
      },
    ],
    hints: [say`Look at the limits of the container, and at what the template is made into.`],
    evidence: evidenceAt(asked, resource.path, blockAt(resource, [...path, 'resources'])),
  });
};

const askNone = (asked: Asked, resource: Whole, path: KeyPath, name: string, image: string) =>
  question({
    maker: 'gpu-limit',
    concept: 'gpu-scheduling',
    fact: 'no-limit-no-gpu',
    difficulty: 2,
    stem: say`How many GPUs does Kubernetes assign to the container ${name} of ${titleOf(resource)}, as its file stands?`,
    right: {
      text: say`None: no limit of the container asks for one`,
      why: say`GPUs are assigned by limits such as ${`${gpu}: 1`}, and this container has none.`,
    },
    wrong: [
      {
        text: say`One: its image ${image} is made for CUDA`,
        why: say`Kubernetes does not look into images; the libraries of CUDA do not ask for a device.`,
      },
      {
        text: say`All: without a limit the whole node is open to it`,
        why: say`That holds for CPU and memory. Devices are handed out when a limit asks for them.`,
      },
      {
        text: say`One: it is added when CUDA is first used`,
        why: say`Devices are assigned before the container starts, and nothing is added later.`,
      },
    ],
    hints: [say`Which field of a container asks for a device? Look whether it is there.`],
    evidence: evidenceAt(asked, resource.path, resource.at([...path, 'image'])),
  });
