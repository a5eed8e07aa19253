import { isAccelerator } from '../../data/accelerators.ts';
import { isRecord } from '../kustomization.ts';
import type { Resource } from './model.ts';

/** Whether a container of the pod asks for a GPU or another accelerator, of which a spare one is rarely at hand. */
export const usesAccelerator = (resource: Resource): boolean =>
  resource.containers().some(({ path }) =>
    ['requests', 'limits'].some((part) => {
      const value = resource.get([...path, 'resources', part]);
      return isRecord(value) && Object.keys(value).some(isAccelerator);
    }),
  );
