import {
  type Document,
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  type YAMLMap,
} from 'yaml';
import type { KeyPath } from './model.ts';

/** A node with aliases followed; undefined for an alias without anchor. */
export const followed = (node: unknown, document: Document): Node | undefined => {
  if (isAlias(node)) return node.resolve(document);
  return isMap(node) || isSeq(node) || isScalar(node) ? node : undefined;
};

/** The text of a key. */
export const keyText = ({ key }: Pair): string | undefined => {
  if (!isScalar(key)) return undefined;
  const { value } = key;
  // A merge key is a symbol, so its source is asked.
  return typeof value === 'string' ? value : typeof value === 'symbol' ? key.source : String(value);
};

/** The entry of a mapping by key: its own, or one that a merge key brings. */
export const pairOf = (
  map: YAMLMap,
  key: string | number,
  document: Document,
): Pair | undefined => {
  const wanted = String(key);
  let merged: Pair | undefined;
  for (const pair of map.items) {
    const text = keyText(pair);
    if (text === wanted) return pair;
    if (text !== '<<') continue;
    const value = followed(pair.value, document);
    const sources = isSeq(value) ? value.items.map((item) => followed(item, document)) : [value];
    for (const source of sources) {
      if (isMap(source) && source !== map)
        merged ??= source.items.find((each) => isPair(each) && keyText(each) === wanted);
    }
  }
  return merged;
};

/** The node at a path below `root`, or undefined. */
export const nodeAt = (root: Node, path: KeyPath, document: Document): Node | undefined => {
  let node: Node | undefined = root;
  for (const part of path) {
    if (isMap(node)) node = followed(pairOf(node, part, document)?.value, document);
    else if (isSeq(node) && typeof part === 'number') node = followed(node.items[part], document);
    else return undefined;
  }
  return node;
};

/** The entry at a path whose last part is a key, or undefined. */
export const pairAt = (root: Node, path: KeyPath, document: Document): Pair | undefined => {
  const last = path.at(-1);
  const parent = nodeAt(root, path.slice(0, -1), document);
  return isMap(parent) && last !== undefined ? pairOf(parent, last, document) : undefined;
};
