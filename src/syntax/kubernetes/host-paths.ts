import { recent } from '../../text/memo.ts';
import { itemsAt } from './fields.ts';
import type { KeyPath, Resource } from './model.ts';

/** A folder of the node that a container mounts. */
export interface HostPath {
  readonly path: string;
  /** Where the volume says it. */
  readonly at: KeyPath;
  readonly mounts: readonly HostMount[];
}

/** One mount of it. */
export interface HostMount {
  readonly container: string;
  readonly at: KeyPath;
  readonly readOnly: unknown;
}

/** The folders and files of the node that containers of a pod mount. */
export const hostPaths = recent((resource: Resource): readonly HostPath[] => {
  const { podSpec } = resource;
  if (!podSpec) return [];
  const volumes = itemsAt(resource, [...podSpec, 'volumes']).flatMap((volume) => {
    const at = [...volume.path, 'hostPath', 'path'];
    const path = volume.value['hostPath'] && resource.get(at);
    return typeof path === 'string' ? [{ name: volume.value['name'], path, at }] : [];
  });
  if (volumes.length === 0) return [];
  const mounts = resource.containers().flatMap(({ path, name }) =>
    itemsAt(resource, [...path, 'volumeMounts']).map(({ path: at, value }) => ({
      volume: value['name'],
      container: name,
      at,
      readOnly: value['readOnly'],
    })),
  );
  return volumes.flatMap(({ name, path, at }) => {
    const own = mounts.filter(({ volume }) => volume === name);
    return own.length > 0 ? [{ path, at, mounts: own }] : [];
  });
});
