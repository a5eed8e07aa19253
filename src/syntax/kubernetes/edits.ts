import { isMap, isScalar, isSeq, type Node, type Pair, parse, stringify, type YAMLMap } from 'yaml';
import { type Edit, insert, remove, replace } from '../../text/edit.ts';
import { lineAt, lineEndOf, lineSpan, positionAt, wholeLines } from '../../text/lines.ts';
import type { Span } from '../../text/span.ts';
import type { KeyPath, Resource } from './model.ts';
import { keyText, nodeAt, pairAt } from './nodes.ts';

/**
 * An edit that adds `key` to the block mapping at `path`; `lines` are its value, the first one behind the colon and the
 * others indented below it by their own leading blanks. It goes behind the entry `after`, else at the mapping's end.
 * Undefined when the mapping does not exist or is written in braces.
 */
export const addKey = (
  resource: Resource,
  path: KeyPath,
  key: string,
  lines: readonly string[],
  after?: string,
): Edit | undefined => {
  const [head = '', ...rest] = lines;
  return addLines(resource, path, [`${key}:${head === '' ? '' : ` ${head}`}`, ...rest], after);
};

/** An edit that adds whole lines to the block mapping at `path`, with the keys and comments that they hold; as in addKey. */
export const addLines = (
  resource: Resource,
  path: KeyPath,
  lines: readonly string[],
  after?: string,
): Edit | undefined => {
  const map = nodeAt(resource.root, path, resource.document);
  if (!isMap(map) || map.flow || map.items.length === 0) return undefined;
  const first = map.items[0]?.key;
  const column = isScalar(first) ? columnOf(resource, first) : undefined;
  if (column === undefined) return undefined;
  const pair = map.items.find((each) => keyText(each) === after) ?? map.items.at(-1);
  const end = pair && endOf(resource, pair.value ?? pair.key);
  if (end === undefined) return undefined;
  const start = isScalar(first) ? (first.range?.[0] ?? end) : end;
  if (isConditional(resource, start, end, column, lines)) return undefined;
  const indent = ' '.repeat(column);
  const newline = lineEndOf(resource.text);
  const text = lines.map((line) => `${line && indent}${line}${newline}`).join('');
  return insertLines(resource, end, text, newline);
};

/** Whether lines at the end of a mapping of a template would be in a condition that the mapping itself is not in, or beside a key of their name in one. */
const isConditional = (
  { base, text }: Resource,
  start: number,
  end: number,
  column: number,
  lines: readonly string[],
): boolean => {
  if (!text.includes('{{')) return false;
  const inner = text.slice(base + start, base + end);
  const opened = inner.match(/\{\{-?\s*(?:if|range|with)\b/g)?.length ?? 0;
  const closed = inner.match(/\{\{-?\s*end\b/g)?.length ?? 0;
  if (opened > closed) return true;
  const keys = new Set(lines.flatMap((line) => /^[\w./-]+(?=:)/.exec(line)?.[0] ?? []));
  for (const line of text
    .slice(base + end)
    .split('\n')
    .slice(0, farthest)) {
    const own = line.length - line.trimStart().length;
    const word = /^\s*([\w./-]+):/.exec(line)?.[1];
    if (/^---/.test(line) || (word !== undefined && own < column)) return false;
    if (word !== undefined && own === column && keys.has(word)) return true;
  }
  return false;
};

const farthest = 60;

/** An edit that appends an item to the block sequence at `path`; `lines` as in addKey. Undefined for `[…]` and empty lists. */
export const addItem = (
  resource: Resource,
  path: KeyPath,
  lines: readonly string[],
): Edit | undefined => {
  const list = nodeAt(resource.root, path, resource.document);
  if (!isSeq(list) || list.flow || list.items.length === 0) return undefined;
  const start = list.range?.[0];
  const last = list.items.at(-1);
  const end = isNode(last) ? endOf(resource, last) : undefined;
  if (start === undefined || end === undefined) return undefined;
  const { column } = positionAt(resource.lines(), resource.base + start);
  const newline = lineEndOf(resource.text);
  const text = lines
    .map((line, i) => `${' '.repeat(column)}${i === 0 ? '- ' : '  '}${line}${newline}`)
    .join('');
  return insertLines(resource, end, text, newline);
};

/**
 * An edit that adds an object behind another, in its namespace: its kind, name and the lines of its `spec`. Undefined for an item of a
 * List, and for an object whose name is not known.
 */
export const addObject = (
  resource: Resource,
  apiVersion: string,
  kind: string,
  spec: readonly string[],
): Edit | undefined => {
  const { document, lines, name, namespace, root, span, text } = resource;
  if (document.contents !== root || name === undefined || !isMap(root) || root.flow)
    return undefined;
  const newline = lineEndOf(text);
  const object = [
    ...['---', `apiVersion: ${apiVersion}`, `kind: ${kind}`, 'metadata:'],
    ...entryLines({ name, ...(namespace === undefined ? {} : { namespace }) }, '  '),
    ...['spec:', ...spec.map((line) => `  ${line}`)],
  ];
  const end = span[1];
  const { column } = positionAt(lines(), end);
  return insert(
    end,
    `${column === 0 ? '' : newline}${object.map((line) => line + newline).join('')}`,
  );
};

/** The lines of a mapping of texts, quoted where YAML asks for it. */
export const entryLines = (
  entries: Readonly<Record<string, unknown>>,
  indent: string,
): readonly string[] =>
  Object.entries(entries).map(
    ([key, value]) => `${indent}${textScalar(key)}: ${textScalar(String(value))}`,
  );

/** An edit that deletes the entry at `path`: with its whole lines, or with a comma from between braces. Undefined when it shares a line with others. */
export const removeKey = (resource: Resource, path: KeyPath): Edit | undefined => {
  const pair = pairAt(resource.root, path, resource.document);
  const map = nodeAt(resource.root, path.slice(0, -1), resource.document);
  if (pair && isMap(map) && map.flow) return removeFromBraces(resource, map, pair);
  const key = pair?.key;
  const start = isNode(key) ? key.range?.[0] : undefined;
  const end = pair && endOf(resource, pair.value ?? pair.key);
  if (start === undefined || end === undefined) return undefined;
  const lines = resource.lines();
  const at = resource.base + start;
  const before = resource.text.slice(lineSpan(lines, lineAt(lines, at))[0], at);
  if (before.trim() !== '') return undefined;
  return remove(wholeLines(lines, [at, Math.max(at, end - 1)]));
};

const removeFromBraces = (resource: Resource, map: YAMLMap, pair: Pair): Edit | undefined => {
  const at = map.items.indexOf(pair);
  const startOf = (item: Pair | undefined): number | undefined =>
    isNode(item?.key) ? item.key.range?.[0] : undefined;
  const ends = (item: Pair | undefined): number | undefined =>
    item && endOf(resource, item.value ?? item.key);
  const next = startOf(map.items[at + 1]);
  const own = startOf(pair);
  const from = next === undefined && at > 0 ? ends(map.items[at - 1]) : own && resource.base + own;
  const to = next === undefined ? ends(pair) : resource.base + next;
  if (from === undefined || to === undefined) return undefined;
  return /#/.test(resource.text.slice(from, to)) ? undefined : remove([from, to]);
};

/** An edit that puts whole entries in place of the one at `path`; the lines carry their own keys. Undefined inside `{…}`. */
export const replaceEntry = (
  resource: Resource,
  path: KeyPath,
  lines: readonly string[],
): Edit | undefined => {
  const pair = pairAt(resource.root, path, resource.document);
  const map = nodeAt(resource.root, path.slice(0, -1), resource.document);
  const key = pair?.key;
  if (!isMap(map) || map.flow || !isScalar(key) || !key.range) return undefined;
  const end = endOf(resource, pair?.value ?? key);
  const column = columnOf(resource, key);
  if (end === undefined || column === undefined) return undefined;
  const newline = lineEndOf(resource.text);
  const text = lines
    .map((line, i) => (i === 0 ? line : `${' '.repeat(column)}${line}`))
    .join(newline);
  return replace([resource.base + key.range[0], end], text);
};

/** An edit that writes another scalar at `path`, or undefined when none stands there. */
export const setScalar = (resource: Resource, path: KeyPath, text: string): Edit | undefined => {
  const node = nodeAt(resource.root, path, resource.document);
  const range = isScalar(node) ? node.range : undefined;
  const written = isJson(resource) ? JSON.stringify(parse(text)) : text;
  return range ? replace([resource.base + range[0], resource.base + range[1]], written) : undefined;
};

/** The place of a scalar in a sequence, whether that stands in brackets, and what stands between two of its items. */
const itemAt = (
  resource: Resource,
  path: KeyPath,
): { readonly span: Span; readonly flow: boolean; readonly between: string } | undefined => {
  const list = nodeAt(resource.root, path.slice(0, -1), resource.document);
  const node = nodeAt(resource.root, path, resource.document);
  const start = isSeq(list) ? list.range?.[0] : undefined;
  if (!isSeq(list) || !isScalar(node) || !node.range || start === undefined) return undefined;
  const { column } = positionAt(resource.lines(), resource.base + start);
  const flow = list.flow === true;
  return {
    span: [resource.base + node.range[0], resource.base + node.range[1]],
    flow,
    between: flow ? ', ' : `${lineEndOf(resource.text)}${' '.repeat(column)}- `,
  };
};

/** An edit that writes several texts in place of one item of a sequence, each as an item of its own. */
export const splitItem = (
  resource: Resource,
  path: KeyPath,
  texts: readonly string[],
): Edit | undefined => {
  const item = itemAt(resource, path);
  if (!item) return undefined;
  const { between, flow, span } = item;
  const written = resource.text.slice(...span).trimEnd();
  // A comment may stand behind the sign of a block.
  if (/^[>|].*#/.test(written)) return undefined;
  const quote = /^["']/.exec(written)?.[0];
  const quoted = texts.map((text) =>
    quote === "'"
      ? `'${text.replaceAll("'", "''")}'`
      : quote
        ? JSON.stringify(text)
        : textScalar(text),
  );
  if (flow && quoted.some((text) => !/^["']/.test(text) && /[,{}[\]]/.test(text))) return undefined;
  return replace([span[0], span[0] + written.length], quoted.join(between));
};

/** An edit that writes several plain texts as items of their own before one item of a sequence. */
export const itemsBefore = (
  resource: Resource,
  path: KeyPath,
  texts: readonly string[],
): Edit | undefined => {
  const item = itemAt(resource, path);
  if (!item) return undefined;
  const { between, flow, span } = item;
  const quote = flow ? /^["']/.exec(resource.text[span[0]] ?? '')?.[0] : '';
  return insert(
    span[0],
    texts.map((text) => `${quote ?? ''}${text}${quote ?? ''}${between}`).join(''),
  );
};

/** Whether an object is written as JSON. */
export const isJson = ({ document: { contents } }: Resource): boolean => {
  const first = isMap(contents) && contents.flow ? contents.items[0]?.key : undefined;
  return isScalar(first) && first.type === 'QUOTE_DOUBLE';
};

/** An edit that writes another word over a key or a value that stands at `span`, in its quotes. */
export const rename = ({ text }: Resource, span: Span, word: string): Edit =>
  replace(span, text[span[0]] === '"' || text[span[0]] === "'" ? JSON.stringify(word) : word);

/** An edit that writes another text at `path`, in the quotes of the old one or those that YAML asks for. */
export const setText = (resource: Resource, path: KeyPath, text: string): Edit | undefined => {
  const node = nodeAt(resource.root, path, resource.document);
  const type = isScalar(node) ? node.type : undefined;
  if (type === 'QUOTE_DOUBLE') return setScalar(resource, path, JSON.stringify(text));
  if (type === 'QUOTE_SINGLE') return setScalar(resource, path, `'${text.replaceAll("'", "''")}'`);
  return setScalar(resource, path, textScalar(text));
};

/** A text as a scalar, in quotes where YAML 1.1, which kubectl reads, or 1.2 takes it for something else. */
export const textScalar = (text: string): string => {
  const old = stringify(text, { version: '1.1', lineWidth: 0 }).trim();
  return old === text ? stringify(text, { lineWidth: 0 }).trim() : old;
};

const isNode = (value: unknown): value is Node => isMap(value) || isSeq(value) || isScalar(value);

const columnOf = (resource: Resource, node: Node): number | undefined => {
  const start = node.range?.[0];
  return start === undefined
    ? undefined
    : positionAt(resource.lines(), resource.base + start).column;
};

/** The offset behind the last character that belongs to a value, comments below it left out. */
export const endOf = (resource: Resource, node: unknown): number | undefined => {
  if (!isNode(node) || !node.range) return undefined;
  let end = resource.base + node.range[1];
  while (end > 0 && /\s/.test(resource.text[end - 1] ?? '')) end--;
  return end;
};

const insertLines = (resource: Resource, end: number, text: string, newline: string): Edit => {
  const lines = resource.lines();
  const after = wholeLines(lines, [end, end])[1];
  const closed = resource.text[after - 1] === '\n';
  return insert(after, closed ? text : `${newline}${text.slice(0, -newline.length)}`);
};
