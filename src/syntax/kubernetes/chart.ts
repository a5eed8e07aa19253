import {
  type Document,
  isMap,
  isNode,
  isScalar,
  type Node,
  type Pair,
  parseDocument,
  type Scalar,
  visit,
} from 'yaml';
import type { Path } from '../../text/path.ts';
import type { Span } from '../../text/span.ts';
import { keyText } from './nodes.ts';

/** A scalar of a chart's file, with the span of its value. */
export interface ChartValue {
  readonly value: string | number | boolean;
  readonly at: Span;
}

/** The scalars of `values.yaml` or `Chart.yaml` by their paths: `image.tag`. */
export type ChartValues = Readonly<Record<string, ChartValue>>;

/** A map or an array of `values.yaml` that holds something, as a plain value, with the span of its key. */
export interface ChartPart {
  readonly value: object;
  readonly at: Span;
}

/** What a file of a chart says: its scalars, and its maps and arrays, by their paths. */
export interface ChartFile {
  readonly values: ChartValues;
  readonly parts: Readonly<Record<string, ChartPart>>;
}

/** What a chart says by itself, before anyone sets other values. */
export interface Chart {
  /** Its `values.yaml`. */
  readonly file: Path;
  readonly values: ChartValues;
  readonly parts: ChartFile['parts'];
  /** The scalars of its `Chart.yaml`. */
  readonly about: ChartValues;
}

const deepest = 32;

const isPlain = (value: unknown): value is ChartValue['value'] =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';

const valueAt = (values: ChartValues, path: string): ChartValue | undefined =>
  Object.hasOwn(values, path) ? values[path] : undefined;

/** Reads `values.yaml` or `Chart.yaml`; of a file that is malformed nothing is known. */
export const readChartFile = (text: string): ChartFile => {
  const document = parseDocument(text, { logLevel: 'silent' });
  const values: [string, ChartValue][] = [];
  const parts: [string, ChartPart][] = [];
  const walk = (node: unknown, path: readonly string[], key: Scalar | undefined): void => {
    if (isScalar(node)) {
      const { range, value } = node;
      if (!range || path.length === 0) return;
      if (isPlain(value)) values.push([path.join('.'), { value, at: [range[0], range[1]] }]);
      return;
    }
    if (path.length > deepest || !isNode(node)) return;
    const value = key?.range ? plainPart(node, document) : undefined;
    if (key?.range && value)
      parts.push([path.join('.'), { value, at: [key.range[0], key.range[1]] }]);
    for (const pair of isMap(node) ? node.items : []) {
      const name = keyText(pair);
      if (name === undefined || !/^\w+$/.test(name)) continue;
      walk(pair.value, [...path, name], isScalar(pair.key) ? pair.key : undefined);
    }
  };
  if (document.errors.length === 0) walk(document.contents, [], undefined);
  return { values: Object.fromEntries(values), parts: Object.fromEntries(parts) };
};

/** The plain value of a map or an array; undefined for an empty one, which is for someone else to fill. */
const plainPart = (node: Node, document: Document): object | undefined => {
  try {
    const value: unknown = node.toJS(document, { maxAliasCount: 50 });
    return typeof value === 'object' && value && Object.keys(value).length > 0 ? value : undefined;
  } catch {
    return undefined;
  }
};

/** One value of the chart, with filters that leave it as it is, and a literal or what the chart is for when it is empty. */
const simple =
  /^\{\{-?\s*\$?\.(Values|Chart)\.(\w+(?:\.\w+)*)((?:\s*\|\s*(?:quote|squote|toString|int|trim|default\s+(?:"[^"\\]*"|\d+|\$?\.Chart\.\w+)))*)\s*-?\}\}$/;

/** A map or an array of the chart, written as YAML. */
const whole =
  /^\{\{-?\s*(?:toYaml\s+\$?\.Values\.(\w+(?:\.\w+)*)|\$?\.Values\.(\w+(?:\.\w+)*)\s*\|\s*toYaml)(?:\s*\|\s*(?:n?indent\s+\d+|trim))*\s*-?\}\}$/;

const action = /\{\{(?:[^}"]|"[^"\n]*"|\}(?!\}))*\}\}/g;

/** A value of the chart that a template puts in. */
export interface UsedValue {
  /** The action in the text. */
  readonly at: Span;
  /** `image.tag` */
  readonly path: string;
  readonly known: ChartValue | ChartPart;
}

/** The values of `values.yaml` that actions of a text put in, where they put in nothing else. */
export const valuesIn = (text: string, chart: Chart): readonly UsedValue[] =>
  [...text.matchAll(action)].flatMap(({ index, 0: source }) => {
    const [, root, scalar = ''] = simple.exec(source) ?? [];
    const path = root === 'Values' ? scalar : partOf(source);
    const known = path && (valueAt(chart.values, path) ?? ownPart(chart, path));
    return known ? [{ at: [index, index + source.length], path, known }] : [];
  });

/** The path of the map or array that an action writes as YAML: `resources`. */
const partOf = (source: string): string | undefined => {
  const [, first, piped] = whole.exec(source) ?? [];
  return first ?? piped;
};

const ownPart = ({ parts }: Chart, path: string | undefined): ChartPart | undefined =>
  path !== undefined && Object.hasOwn(parts, path) ? parts[path] : undefined;

/** Whether a text holds a template action. */
export const holdsAction = (text: string): boolean => text.search(action) >= 0;

/** Whether an offset is the end of an action that writes a map or an array, to which nothing can be added here. */
export const endsPart = (text: string, offset: number): boolean => {
  const start = text.lastIndexOf('{{', offset);
  return start >= 0 && partOf(text.slice(start, offset)) !== undefined;
};

/** What Helm writes in place of an action by the chart's own values; undefined when that is not known. */
const written = (source: string, { about, values }: Chart): string | undefined => {
  const [, root, path = '', filters = ''] = simple.exec(source) ?? [];
  if (root === undefined) return undefined;
  const known = root === 'Chart' ? valueAt(about, inYaml(path)) : valueAt(values, path);
  const [, quotedText, number, ofChart] =
    /\bdefault\s+(?:"([^"]*)"|(\d+)|\$?\.Chart\.(\w+))/.exec(filters) ?? [];
  const literal =
    ofChart === undefined ? (quotedText ?? number) : valueAt(about, inYaml(ofChart))?.value;
  // What is left empty is for someone else to set.
  const text =
    known?.value || literal !== undefined ? String(known?.value || literal) : known?.value;
  if (text === undefined || text === '') return undefined;
  const quoted = /\b(s?quote)\b/.exec(filters)?.[1];
  if (quoted === 'quote') return JSON.stringify(String(text));
  return quoted ? `'${text}'` : String(text);
};

// `.Chart.AppVersion` is `appVersion` in the file.
const inYaml = (path: string): string => path.charAt(0).toLowerCase() + path.slice(1);

/** Sets a masked scalar to what Helm makes of it by the chart's own values; leaves it when one of its actions is not known. */
export const fillIn = (node: Scalar, text: string, chart: Chart): void => {
  const { range, type } = node;
  if (!range || (type !== 'PLAIN' && type !== 'QUOTE_DOUBLE' && type !== 'QUOTE_SINGLE')) return;
  let known = true;
  const filled = text.slice(range[0], range[1]).replaceAll(action, (source) => {
    const value = written(source, chart);
    if (value === undefined) known = false;
    return value ?? '';
  });
  if (!known || /\{\{|\n/.test(filled)) return;
  const scalar = scalarOf(filled);
  if (!scalar) return;
  node.value = scalar.value;
  // Quotes that a filter writes keep a number a string.
  if (scalar.type) node.type = scalar.type;
};

const scalarOf = (text: string): Scalar | undefined => {
  const { contents, errors } = parseDocument(text, { logLevel: 'silent' });
  return errors.length === 0 && isScalar(contents) && isPlain(contents.value)
    ? contents
    : undefined;
};

/**
 * Sets the value of an entry to the map or array of the chart that its action writes as YAML, on its own line or on the one below, with
 * the span of the action. Returns where that action's line starts; undefined when the entry holds no such action.
 */
export const fillPart = (
  pair: Pair,
  document: Document,
  text: string,
  chart: Chart,
): number | undefined => {
  const { value } = pair;
  if (!isScalar(value) || !value.range) return undefined;
  const [start] = value.range;
  const found = /^\s*(?=\{\{)/.exec(text.slice(start, start + mostBlanks));
  if (!found) return undefined;
  const from = start + found[0].length;
  const source = /^\{\{(?:[^}"\n]|"[^"\n]*"|\}(?!\}))*\}\}(?=[ \t]*(?:\r?\n|$))/.exec(
    text.slice(from, from + longestAction),
  )?.[0];
  const part = source === undefined ? undefined : ownPart(chart, partOf(source));
  if (source === undefined || !part) return undefined;
  const node = document.createNode(part.value);
  const range: [number, number, number] = [from, from + source.length, from + source.length];
  visit(node, {
    Node(_, each) {
      each.range = range;
    },
  });
  pair.value = node;
  return from;
};

const mostBlanks = 256;
const longestAction = 1024;
