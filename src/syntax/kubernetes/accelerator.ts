import { isAccelerator } from '../../data/accelerators.ts';
import { recent } from '../../text/memo.ts';
import { isRecord } from '../kustomization.ts';
import type { KeyPath, Resource } from './model.ts';

/** Whether a container of the pod asks for a GPU or another accelerator, of which a spare one is rarely at hand. */
export const usesAccelerator = recent((resource: Resource): boolean =>
  resource.containers().some(({ path }) =>
    ['requests', 'limits'].some((part) => {
      const value = resource.get([...path, 'resources', part]);
      return isRecord(value) && Object.keys(value).some(isAccelerator);
    }),
  ),
);

/** How many of one accelerator a container asks for, and where it says so. */
export interface Asked {
  readonly path: KeyPath;
  readonly name: string;
  readonly count: number;
}

/** The accelerators that a container asks for in whole numbers; a limit counts before a request. */
export const askedBy = (resource: Resource, container: KeyPath): readonly Asked[] => {
  const found = new Map<string, Asked>();
  for (const part of ['limits', 'requests']) {
    const path = [...container, 'resources', part];
    const value = resource.get(path);
    for (const [name, amount] of Object.entries(isRecord(value) ? value : {})) {
      const count = typeof amount === 'string' ? Number(amount || 'none') : amount;
      if (!isAccelerator(name) || found.has(name)) continue;
      if (typeof count === 'number' && Number.isInteger(count) && count > 0)
        found.set(name, { path: [...path, name], name, count });
    }
  }
  return [...found.values()];
};

/** A whole GPU of NVIDIA or AMD, no slice or share of one. */
export const isWholeGpu = ({ name }: Asked): boolean => /^(?:nvidia|amd)\.com\/gpu$/.test(name);

/** The whole GPUs of a container that asks for no other accelerator beside them. */
export const onlyGpusOf = (resource: Resource, container: KeyPath): Asked | undefined => {
  const [asked, more] = askedBy(resource, container);
  return asked && !more && isWholeGpu(asked) ? asked : undefined;
};

/** A number of GPUs in words. */
export const gpus = (count: number): string => `${count} ${count === 1 ? 'GPU' : 'GPUs'}`;
