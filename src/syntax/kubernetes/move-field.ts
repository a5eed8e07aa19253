import { isMap } from 'yaml';
import type { Edit } from '../../text/edit.ts';
import { positionAt } from '../../text/lines.ts';
import type { Span } from '../../text/span.ts';
import { drop, put } from './fields.ts';
import type { KeyPath, Resource } from './model.ts';
import { nodeAt } from './nodes.ts';
import { entryAt } from './schema-at.ts';
import type { Belonging } from './schema-problem.ts';

/** The edits that move the entry whose key stands at a span to the object where it belongs; undefined when lines cannot be moved. */
export const moveField = (
  resource: Resource,
  at: Span,
  belongs: Belonging,
): readonly Edit[] | undefined => {
  // The mapping above may reach to the first character.
  const path = entryAt(resource, at[0] + 1)?.path;
  const field = path?.at(-1);
  if (!path || typeof field !== 'string') return undefined;
  const target = targetOf(resource, path.slice(0, -1), belongs);
  const lines = linesOf(resource, path, at);
  if (!target || !lines) return undefined;
  const removed = drop(resource, path);
  const added = put(resource, [...target, field], ...lines);
  return removed && added ? [removed, added] : undefined;
};

const targetOf = (resource: Resource, parent: KeyPath, { to }: Belonging): KeyPath | undefined => {
  if (to === undefined) return undefined;
  if (typeof to === 'string') return [...parent, to];
  let up = 0;
  for (let length = parent.length - 1; length >= 0; length--) {
    const path = parent.slice(0, length);
    if (isMap(nodeAt(resource.root, path, resource.document)) && ++up === to) return path;
  }
  return undefined;
};

/** The value as lines, the ones below the first without the indentation of the key. */
const linesOf = (resource: Resource, path: KeyPath, key: Span): readonly string[] | undefined => {
  const range = nodeAt(resource.root, path, resource.document)?.range;
  const { text, base } = resource;
  if (!range) return undefined;
  const { column } = positionAt(resource.lines(), key[0]);
  const value = text
    .slice(key[1], base + range[1])
    .replace(/^\s*:/, '')
    .trimEnd();
  const [first = '', ...rest] = value.split(/\r?\n/);
  const indent = ' '.repeat(column);
  if (rest.some((line) => line.trim() !== '' && !line.startsWith(indent))) return undefined;
  return [first.trim(), ...rest.map((line) => line.slice(column))];
};
