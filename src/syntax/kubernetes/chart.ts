import { isMap, isScalar, parse, parseDocument, type Scalar } from 'yaml';
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

/** What a chart says by itself, before anyone sets other values. */
export interface Chart {
  /** Its `values.yaml`. */
  readonly file: Path;
  readonly values: ChartValues;
  /** The scalars of its `Chart.yaml`. */
  readonly about: ChartValues;
}

const deepest = 32;

const isPlain = (value: unknown): value is ChartValue['value'] =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';

const valueAt = (values: ChartValues, path: string): ChartValue | undefined =>
  Object.hasOwn(values, path) ? values[path] : undefined;

/** Reads `values.yaml` or `Chart.yaml`; of a file that is malformed nothing is known. */
export const readChartValues = (text: string): ChartValues => {
  const document = parseDocument(text, { logLevel: 'silent' });
  if (document.errors.length > 0) return {};
  const found: [string, ChartValue][] = [];
  const walk = (node: unknown, path: readonly string[]): void => {
    if (isScalar(node)) {
      const { range, value } = node;
      if (!range || path.length === 0) return;
      if (isPlain(value)) found.push([path.join('.'), { value, at: [range[0], range[1]] }]);
      return;
    }
    if (!isMap(node) || path.length > deepest) return;
    for (const pair of node.items) {
      const key = keyText(pair);
      if (key !== undefined && /^\w+$/.test(key)) walk(pair.value, [...path, key]);
    }
  };
  walk(document.contents, []);
  return Object.fromEntries(found);
};

/** One value of the chart, with filters that leave it as it is, and a literal or what the chart is for when it is empty. */
const simple =
  /^\{\{-?\s*\$?\.(Values|Chart)\.(\w+(?:\.\w+)*)((?:\s*\|\s*(?:quote|squote|toString|int|trim|default\s+(?:"[^"\\]*"|\d+|\$?\.Chart\.\w+)))*)\s*-?\}\}$/;

const action = /\{\{(?:[^}"]|"[^"\n]*"|\}(?!\}))*\}\}/g;

/** A value of the chart that a template puts in. */
export interface UsedValue {
  /** The action in the text. */
  readonly at: Span;
  /** `image.tag` */
  readonly path: string;
  readonly known: ChartValue;
}

/** The values of `values.yaml` that actions of a text put in, where they put in nothing else. */
export const valuesIn = (text: string, { values }: Chart): readonly UsedValue[] =>
  [...text.matchAll(action)].flatMap(({ index, 0: source }) => {
    const [, root, path = ''] = simple.exec(source) ?? [];
    const known = root === 'Values' ? valueAt(values, path) : undefined;
    return known ? [{ at: [index, index + source.length], path, known }] : [];
  });

/** Whether a text holds a template action. */
export const holdsAction = (text: string): boolean => text.search(action) >= 0;

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
  const value = scalarOf(filled);
  if (value !== undefined) node.value = value;
};

const scalarOf = (text: string): ChartValue['value'] | undefined => {
  try {
    const value: unknown = parse(text, { logLevel: 'silent' });
    return isPlain(value) ? value : undefined;
  } catch {
    return undefined;
  }
};
