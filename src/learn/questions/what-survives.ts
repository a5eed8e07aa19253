import type { ResourceIn } from '../../project/project.ts';
import type { KeyPath } from '../../syntax/kubernetes/model.ts';
import { isRecord } from '../../syntax/kustomization.ts';
import { type Answer, type Asked, evidenceAt, type Maker, question, say } from './make.ts';
import { blockAt, namedContainers, titleOf, type Whole } from './manifests.ts';

/** Asks in which folder of a container files are still there when its pod was replaced. */
export const whatSurvives: Maker = function* (asked) {
  for (const { resource, path, name } of namedContainers(asked.resources)) {
    const mounts = mountsOf(resource, path);
    if (!mounts) continue;
    const lasting = mounts.filter(({ kind, readOnly }) => kind === 'claim' && !readOnly);
    const passing = mounts.filter(({ kind }) => kind === 'empty');
    if (lasting.length > 1 || lasting.length + passing.length === 0) continue;
    yield ask(asked, resource, path, name, mounts, lasting[0], passing);
  }
};

interface Mount {
  readonly folder: string;
  readonly volume: string;
  readonly kind: 'claim' | 'empty' | 'other';
  readonly readOnly: boolean;
}

/** The mounts of a container; undefined when one of them is not known. */
const mountsOf = (resource: ResourceIn, container: KeyPath): readonly Mount[] | undefined => {
  const mounts = resource.get([...container, 'volumeMounts']);
  if (!Array.isArray(mounts) || resource.key([...container, 'volumeDevices'])) return undefined;
  const result: Mount[] = [];
  for (const mount of mounts) {
    const { name, mountPath, readOnly = false } = isRecord(mount) ? mount : {};
    if (typeof name !== 'string' || typeof mountPath !== 'string' || typeof readOnly !== 'boolean')
      return undefined;
    if (isRecord(mount) && 'subPathExpr' in mount) return undefined;
    const kind = kindOf(resource, name);
    if (!kind || !/^\/[\w.-][\w./-]*$/.test(mountPath)) return undefined;
    result.push({ folder: mountPath.replace(/\/+$/, ''), volume: name, kind, readOnly });
  }
  return new Set(result.map(({ folder }) => folder)).size === result.length ? result : undefined;
};

/** What stands behind a volume's name; undefined when it is not known. */
const kindOf = (resource: ResourceIn, name: string): Mount['kind'] | undefined => {
  const { podSpec } = resource;
  const templates = resource.get(['spec', 'volumeClaimTemplates']);
  if (resource.kind === 'StatefulSet' && Array.isArray(templates)) {
    const isTemplate = templates.some(
      (each) => isRecord(each) && isRecord(each['metadata']) && each['metadata']['name'] === name,
    );
    if (isTemplate) return 'claim';
  }
  const volumes = podSpec && resource.get([...podSpec, 'volumes']);
  const [volume, more] = (Array.isArray(volumes) ? volumes : []).filter(
    (each) => isRecord(each) && each['name'] === name,
  );
  if (!isRecord(volume) || more) return undefined;
  const sources = Object.keys(volume).filter((key) => key !== 'name');
  if (sources.length !== 1) return undefined;
  if (sources[0] === 'emptyDir') return 'empty';
  return sources[0] === 'persistentVolumeClaim' && isRecord(volume['persistentVolumeClaim'])
    ? volume['persistentVolumeClaim']['readOnly'] === true
      ? 'other'
      : 'claim'
    : 'other';
};

const ask = (
  asked: Asked,
  resource: Whole,
  path: KeyPath,
  name: string,
  mounts: readonly Mount[],
  lasting: Mount | undefined,
  passing: readonly Mount[],
) => {
  const own: readonly Answer[] = ['/root/.cache', '/tmp', '/var/cache', '/opt/data']
    .filter((folder) => !mounts.some((mount) => touches(mount.folder, folder)))
    .map((folder) => ({
      text: say`In ${folder}`,
      why: say`No volume is mounted there, so it belongs to the container and goes with it.`,
    }));
  const empty: readonly Answer[] = passing
    .filter((each) => !lasting || !touches(lasting.folder, each.folder))
    .map(({ folder, volume }) => ({
      text: say`In ${folder}`,
      why: say`The volume ${volume} is an ${'emptyDir'}: it is made with the pod and deleted with it.`,
    }));
  return question({
    maker: 'what-survives',
    concept: 'persistent-volume',
    fact: 'outlives-pod',
    difficulty: lasting ? 1 : 2,
    stem: say`The container ${name} of ${titleOf(resource)} writes a file, and later a new pod takes the place of its pod. In which folder does the new pod find the file?`,
    right: lasting
      ? {
          text: say`In ${lasting.folder}`,
          why: say`The volume ${lasting.volume} belongs to a claim, which stays when a pod goes.`,
        }
      : {
          text: say`In none of these`,
          why: say`An ${'emptyDir'} goes with its pod, and the other folders with their container.`,
        },
    wrong: [
      ...empty.slice(0, lasting ? 1 : 2),
      ...own.slice(0, 2),
      ...(lasting
        ? [
            {
              text: say`In none of these`,
              why: say`One of them is a mounted claim, and its files do not belong to the pod.`,
            },
          ]
        : []),
    ],
    hints: [say`Follow each mount to its volume. Which kind of volume is older than the pod?`],
    evidence: evidenceAt(asked, resource.path, blockAt(resource, [...path, 'volumeMounts'])),
  });
};

const touches = (a: string, b: string): boolean =>
  a === b || a.startsWith(`${b}/`) || b.startsWith(`${a}/`);
