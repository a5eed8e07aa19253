import { addItem } from '../syntax/kubernetes/edits.ts';
import { itemsAt, put } from '../syntax/kubernetes/fields.ts';
import type { KeyPath, Resource } from '../syntax/kubernetes/model.ts';
import type { Edit } from '../text/edit.ts';

/** Edits that mount an empty directory in a container: a volume of that name, unless the pod has one, and its mount. */
export const mountEmpty = (
  resource: Resource,
  container: KeyPath,
  name: string,
  mountPath: string,
): readonly (Edit | undefined)[] => {
  const volumes = [...(resource.podSpec ?? []), 'volumes'];
  const there = itemsAt(resource, volumes).some((each) => each.value['name'] === name);
  return [
    grow(resource, [...container, 'volumeMounts'], `name: ${name}`, `mountPath: ${mountPath}`),
    ...(there ? [] : [grow(resource, volumes, `name: ${name}`, 'emptyDir: {}')]),
  ];
};

const grow = (
  resource: Resource,
  list: KeyPath,
  first: string,
  second: string,
): Edit | undefined =>
  resource.key(list)
    ? addItem(resource, list, [first, second])
    : put(resource, list, '', `  - ${first}`, `    ${second}`);
