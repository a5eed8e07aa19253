import { isMap, isScalar, isSeq, parse, type YAMLMap } from 'yaml';
import { type Edit, insert, remove } from '../../text/edit.ts';
import { lineAt, lineSpan, wholeLines } from '../../text/lines.ts';
import type { Span } from '../../text/span.ts';
import { capital } from '../../text/words.ts';
import { isRecord } from '../kustomization.ts';
import {
  addKey,
  endOf,
  isJson,
  removeKey,
  replaceEntry,
  setScalar,
  setText,
  textScalar,
} from './edits.ts';
import type { KeyPath, Resource } from './model.ts';
import { nodeAt } from './nodes.ts';

/** A mapping in a list and where it stands. */
export interface Item {
  readonly path: KeyPath;
  readonly value: Readonly<Record<string, unknown>>;
}

/** The mappings of the list at a path; none when there is no list. */
export const itemsAt = (resource: Resource, path: KeyPath): readonly Item[] => {
  const list = resource.get(path);
  if (!Array.isArray(list)) return [];
  return list.flatMap((value, i) => (isRecord(value) ? [{ path: [...path, i], value }] : []));
};

/** The words of the list at a path. */
export const wordsAt = (resource: Resource, path: KeyPath): readonly string[] => {
  const list = resource.get(path);
  return Array.isArray(list) ? list.filter((each) => typeof each === 'string') : [];
};

/** The span of an entry from its key to the end of its scalar; of the nearest ancestor's key when it does not exist. */
export const entryAt = (resource: Resource, path: KeyPath): Span => {
  const value = resource.at(path);
  const key = resource.key(path);
  return key && key[0] <= value[0] ? [key[0], value[1]] : value;
};

/** An object's name as messages say it: where a template writes it, the template's own text. */
export const named = (resource: Resource): string =>
  resource.name ?? writtenAt(resource, ['metadata', 'name']) ?? `this ${resource.kind}`;

/** The same at the start of a sentence. */
export const subject = (resource: Resource): string =>
  resource.name === undefined ? capital(named(resource)) : resource.name;

/** An object's kind and name: `Service churn-model`, or `this Service`. */
export const kindAndName = (resource: Resource): string => {
  const name = named(resource);
  return name === `this ${resource.kind}` ? name : `${resource.kind} ${name}`;
};

const longestName = 60;

/** The text at a path on one line, when it is short. */
const writtenAt = (resource: Resource, path: KeyPath): string | undefined => {
  const text = resource.key(path) && resource.text.slice(...resource.at(path));
  return text && text.length <= longestName && !text.includes('\n') ? text : undefined;
};

/** The place that names a container: its name, or its list. */
export const nameOf = (resource: Resource, path: KeyPath): Span => resource.at([...path, 'name']);

/** Whether an object with pods is neither a patch nor a template, so that what it does not have is missing. */
export const isWhole = ({ partial, podSpec, templated }: Resource): boolean =>
  !partial && !templated && podSpec !== undefined;

/** Whether an object has a container without an image, as patches do. */
export const lacksImage = (resource: Resource): boolean =>
  resource.containers().some(({ path }) => resource.key([...path, 'image']) === undefined);

/** A field that a container or, for all of them, the pod sets in its `securityContext`. */
export interface Setting {
  readonly value: unknown;
  readonly path: KeyPath;
}

/** The value of a `securityContext` field that counts for a container, or undefined when neither it nor the pod sets one. */
export const security = (
  resource: Resource,
  container: KeyPath,
  field: string,
): Setting | undefined =>
  [container, resource.podSpec ?? []]
    .map((path) => [...path, 'securityContext', field])
    .flatMap((path) => (resource.key(path) ? [{ value: resource.get(path), path }] : []))[0];

/** Whether something that is set is not known: a variable stands there. */
export const notKnown = (setting: Setting | undefined): boolean =>
  setting !== undefined && setting.value === undefined;

/** An edit that writes `lines` as the value of a field, with the mappings above it that are missing; undefined when it cannot be done. */
export const put = (
  resource: Resource,
  path: KeyPath,
  ...lines: readonly string[]
): Edit | undefined => {
  const [line = ''] = lines;
  if (isScalar(nodeAt(resource.root, path, resource.document)))
    return lines.length === 1
      ? setScalar(resource, path, line)
      : replaceEntry(resource, path, [`${String(path.at(-1))}:`, ...lines.slice(1)]);
  for (let length = path.length - 1; length >= 0; length--) {
    const parent = nodeAt(resource.root, path.slice(0, length), resource.document);
    if (!parent) continue;
    const missing = path.slice(length).map(String);
    if (!isMap(parent) || path.slice(length).some((part) => typeof part === 'number'))
      return undefined;
    const [first = '', ...rest] = missing;
    if (!parent.flow && parent.items.length > 0)
      return addKey(resource, path.slice(0, length), first, nested(rest, lines));
    return lines.length === 1 && parent.flow
      ? intoBraces(resource, parent, missing, line)
      : undefined;
  }
  return undefined;
};

/** An edit that writes a text as the value of a field, in quotes where YAML would read something else; as in `put`. */
export const putText = (resource: Resource, path: KeyPath, text: string): Edit | undefined =>
  isScalar(nodeAt(resource.root, path, resource.document))
    ? setText(resource, path, text)
    : put(resource, path, textScalar(text));

const nested = (keys: readonly string[], lines: readonly string[]): readonly string[] => {
  if (keys.length === 0) return lines;
  const indent = (level: number): string => '  '.repeat(level);
  const [head = '', ...rest] = lines;
  return [
    '',
    ...keys.map(
      (key, i) =>
        `${indent(i + 1)}${key}:${i === keys.length - 1 && head !== '' ? ` ${head}` : ''}`,
    ),
    ...rest.map((line) => indent(keys.length) + line),
  ];
};

/** An edit that adds an entry behind the last one of a mapping in braces, in the way of JSON where that is used. */
const intoBraces = (
  resource: Resource,
  map: YAMLMap,
  keys: readonly string[],
  line: string,
): Edit | undefined => {
  const last = map.items.at(-1);
  const json = isJson(resource);
  const quoted = (key: string): string => (json ? JSON.stringify(key) : key);
  const value = json ? JSON.stringify(parse(line)) : line;
  const entry = keys.reduceRight(
    (inner, key, i) => (i === 0 ? `${quoted(key)}: ${inner}` : `{ ${quoted(key)}: ${inner} }`),
    value,
  );
  const close = map.range?.[1];
  if (close === undefined) return undefined;
  if (!last) return insert(resource.base + close - 1, ` ${entry} `);
  const end = endOf(resource, last.value ?? last.key);
  if (end === undefined) return undefined;
  const comma = /^[ \t]*,/.exec(resource.text.slice(end, end + 64));
  return comma ? insert(end + comma[0].length, ` ${entry},`) : insert(end, `, ${entry}`);
};

/** An edit that deletes an entry, and the mappings that would hold nothing without it. */
export const drop = (resource: Resource, path: KeyPath): Edit | undefined => {
  const parent = nodeAt(resource.root, path.slice(0, -1), resource.document);
  if (isMap(parent) && parent.items.length === 1 && typeof path.at(-2) === 'string')
    return drop(resource, path.slice(0, -1));
  return removeKey(resource, path);
};

/** An edit that deletes an item of a block sequence with its whole lines, and the sequence with its last item. */
export const dropItem = (resource: Resource, path: KeyPath): Edit | undefined => {
  const list = nodeAt(resource.root, path.slice(0, -1), resource.document);
  if (!isSeq(list)) return undefined;
  if (list.items.length === 1) return drop(resource, path.slice(0, -1));
  const range = nodeAt(resource.root, path, resource.document)?.range;
  if (list.flow || !range) return undefined;
  const lines = resource.lines();
  const [start, end] = [resource.base + range[0], resource.base + range[1]];
  const before = resource.text.slice(lineSpan(lines, lineAt(lines, start))[0], start);
  if (!/^[ \t]*-[ \t]+$/.test(before)) return undefined;
  const last = resource.text.slice(start, end).trimEnd().length;
  return remove(wholeLines(lines, [start, start + Math.max(0, last - 1)]));
};
