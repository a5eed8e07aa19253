import { isScalar } from 'yaml';
import type { KeyPath, Resource } from './model.ts';
import { nodeAt } from './nodes.ts';

/** The string at a path as it is written, also where another program may fill in a part of it; what a template fills in is not known. */
export const rawText = (resource: Resource, path: KeyPath): string | undefined => {
  if (resource.templated) {
    const value = resource.get(path);
    return typeof value === 'string' ? value : undefined;
  }
  const node = nodeAt(resource.root, path, resource.document);
  return isScalar(node) && typeof node.value === 'string' ? node.value : undefined;
};

/** The strings of the list at a path as they are written; undefined when there is none, or one of its items is none. */
export const rawWords = (resource: Resource, path: KeyPath): readonly string[] | undefined => {
  const list = resource.get(path);
  if (!Array.isArray(list)) return undefined;
  const words = list.map((_, i) => {
    const value = resource.get([...path, i]);
    return typeof value === 'number' ? String(value) : rawText(resource, [...path, i]);
  });
  return words.every((word) => word !== undefined) ? words : undefined;
};
