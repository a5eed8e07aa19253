import { isMap } from 'yaml';
import { type Edit, insert } from '../../text/edit.ts';
import { lineEndOf, positionAt } from '../../text/lines.ts';
import { isRecord } from '../kustomization.ts';
import { addKey } from './edits.ts';
import { put } from './fields.ts';
import type { KeyPath, Resource } from './model.ts';
import { nodeAt } from './nodes.ts';

/** The field that lets a schema keep what it does not name. */
export const keepsUnknown = 'x-kubernetes-preserve-unknown-fields';

/**
 * The edits after which v1 keeps every field that v1beta1 kept, which dropped none: pruning starts anew in each object that is
 * named. Undefined when the schema is not one that v1 takes, or that is not certain.
 */
export const openSchema = (resource: Resource, path: KeyPath): readonly Edit[] | undefined => {
  const value = resource.get(path);
  if (!isRecord(value)) return undefined;
  const root = value['type'] === undefined ? { ...value, type: 'object' } : value;
  const objects = closedObjects(root, path, true);
  const edits = objects?.map((each) =>
    resource.key([...each, 'type']) ? mark(resource, each) : markRoot(resource, each),
  );
  return edits?.every((edit) => edit !== undefined) ? edits : undefined;
};

// What v1 refuses everywhere, or takes in a form alone that is not followed here
// (kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/, read 2026-11-22).
const unfollowed: readonly string[] = [
  ...['allOf', 'anyOf', 'oneOf', 'not', '$ref', 'definitions', 'dependencies', 'deprecated'],
  ...[
    'discriminator',
    'id',
    'patternProperties',
    'readOnly',
    'writeOnly',
    'xml',
    'additionalItems',
  ],
  ...['uniqueItems', 'default'],
];

/** The paths of the objects that would lose fields; undefined when the schema is not structural. */
const closedObjects = (
  value: unknown,
  path: KeyPath,
  isRoot = false,
): readonly KeyPath[] | undefined => {
  if (!isRecord(value) || unfollowed.some((key) => key in value)) return undefined;
  const { type, properties = {}, items, additionalProperties: others } = value;
  const isEither = value['x-kubernetes-int-or-string'] === true;
  const isOpen = value[keepsUnknown] === true;
  if (typeof type !== 'string' && !isEither && !isOpen) return undefined;
  if (!isRecord(properties) || (type === 'array' && !isRecord(items))) return undefined;
  if (others !== undefined && (!isRecord(others) || 'properties' in value)) return undefined;
  const found: KeyPath[] = type === 'object' && !isOpen && others === undefined ? [path] : [];
  for (const [name, each] of Object.entries(properties)) {
    // Of the metadata v1 takes no more than their type.
    const isMetadata = isRoot && name === 'metadata';
    if (isMetadata && isRecord(each) && Object.keys(each).join() === 'type') continue;
    const inner = isMetadata ? undefined : closedObjects(each, [...path, 'properties', name]);
    if (!inner) return undefined;
    found.push(...inner);
  }
  for (const [key, each] of [
    ['items', items],
    ['additionalProperties', others],
  ] as const) {
    const inner = each === undefined ? [] : closedObjects(each, [...path, key]);
    if (!inner) return undefined;
    found.push(...inner);
  }
  return found;
};

/** Behind the type, because the ends of several objects are one place. */
const mark = (resource: Resource, path: KeyPath): Edit | undefined => {
  const map = nodeAt(resource.root, path, resource.document);
  return isMap(map) && map.flow
    ? put(resource, [...path, keepsUnknown], 'true')
    : addKey(resource, path, keepsUnknown, ['true'], 'type');
};

/** Above the first field of a schema that leaves out what every object of its kind is. */
const markRoot = (resource: Resource, path: KeyPath): Edit | undefined => {
  const map = nodeAt(resource.root, path, resource.document);
  const start = isMap(map) && !map.flow ? map.range?.[0] : undefined;
  if (start === undefined) return undefined;
  const at = resource.base + start;
  const behind = lineEndOf(resource.text) + ' '.repeat(positionAt(resource.lines(), at).column);
  return insert(at, `type: object${behind}${keepsUnknown}: true${behind}`);
};
