import { type Document, isAlias, isMap, isScalar, isSeq, parseDocument, type YAMLMap } from 'yaml';
import type { Span } from '../../text/span.ts';

/** What a value is; `other` for one with a tag of its own, and for an alias that leads nowhere. */
export type YamlKind =
  | 'string'
  | 'number'
  | 'integer'
  | 'boolean'
  | 'null'
  | 'map'
  | 'list'
  | 'other';

/** A value of a YAML text with its place; aliases and merges are followed. */
export interface YamlValue {
  readonly at: Span;
  readonly kind: YamlKind;
  /** The text of a scalar. */
  readonly text: string | undefined;
  /** The value behind a chain of keys. */
  get(...keys: readonly string[]): YamlValue | undefined;
  /** The items of a list. */
  items(): readonly YamlValue[];
  /** The keys of a map with their places and values. */
  entries(): readonly YamlEntry[];
}

/** A key of a map. */
export interface YamlEntry {
  readonly key: string;
  readonly at: Span;
  readonly value: YamlValue;
}

// Anchors may name each other in a circle.
const deepest = 24;
// Merges of merges may make a map grow with each.
const mostEntries = 2000;

/** Reads a YAML text as far as it can be read; undefined when there is nothing in it. */
export const yamlValue = (text: string): YamlValue | undefined => checkedYaml(text).value;

/** A YAML text as far as it can be read, whether it is one document without an error, and the places of keys that a map has twice. */
export const checkedYaml = (text: string): CheckedYaml => {
  const document = attemptParse(text);
  const contents = document?.contents;
  if (!document || !contents) return { value: undefined, sound: false, twice: [] };
  const twice = document.errors.filter(({ code }) => code === 'DUPLICATE_KEY');
  return {
    value: valueOf({ document, known: new Map() }, contents, [0, text.length], 0),
    sound: twice.length === document.errors.length,
    twice: twice.map(({ pos }) => pos),
  };
};

/** A YAML text with what is wrong in it. */
export interface CheckedYaml {
  readonly value: YamlValue | undefined;
  readonly sound: boolean;
  readonly twice: readonly Span[];
}

interface Reading {
  readonly document: Document;
  /** The entries of maps that were read, since many aliases may stand for one. */
  readonly known: Map<YAMLMap, readonly YamlEntry[]>;
}

const attemptParse = (text: string): Document | undefined => {
  try {
    return parseDocument(text, { logLevel: 'silent' });
  } catch {
    return undefined;
  }
};

const valueOf = (reading: Reading, written: unknown, around: Span, depth: number): YamlValue => {
  const at = rangeOf(written, around);
  const node = depth < deepest ? resolved(reading.document, written) : undefined;
  const entries = (): readonly YamlEntry[] =>
    isMap(node) ? (reading.known.get(node) ?? entriesOf(reading, node, at, depth)) : [];
  return {
    at,
    kind: kindOf(node),
    text: isScalar(node) ? scalarOf(node.value, node.source) : undefined,
    entries,
    get(first = '', ...more) {
      const value = entries().find(({ key }) => key === first)?.value;
      return more.length === 0 ? value : value?.get(...more);
    },
    items: () =>
      isSeq(node) ? node.items.map((item) => valueOf(reading, item, at, depth + 1)) : [],
  };
};

const kindOf = (node: unknown): YamlKind => {
  const isNode = isScalar(node) || isMap(node) || isSeq(node);
  if (!isNode || node.tag?.startsWith('!')) return 'other';
  if (isMap(node)) return 'map';
  if (isSeq(node)) return 'list';
  const { value } = node;
  if (value === null || value === undefined) return 'null';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  if (typeof value === 'boolean') return 'boolean';
  return typeof value === 'string' ? 'string' : 'other';
};

const resolved = (document: Document, written: unknown): unknown => {
  let node = written;
  for (let i = 0; isAlias(node) && i < deepest; i++) node = node.resolve(document);
  return node;
};

const rangeOf = (node: unknown, around: Span): Span => {
  const range = isAlias(node) || isScalar(node) || isMap(node) || isSeq(node) ? node.range : null;
  return range ? [range[0], range[1]] : around;
};

/** A scalar as it is written, but for quotes; nothing for `null`. */
const scalarOf = (value: unknown, source: string | undefined): string | undefined => {
  if (value === null || value === undefined) return undefined;
  return typeof value === 'string' ? value : (source ?? String(value));
};

const entriesOf = (
  reading: Reading,
  map: YAMLMap,
  around: Span,
  depth: number,
): readonly YamlEntry[] => {
  // A map that merges itself has nothing more of itself.
  reading.known.set(map, []);
  const found = new Map<string, YamlEntry>();
  const merged: unknown[] = [];
  for (const { key, value } of map.items) {
    const at = rangeOf(key, around);
    const name = isScalar(key) ? scalarOf(key.value, key.source) : undefined;
    if (name === '<<') merged.push(value);
    else if (name !== undefined)
      found.set(name, { key: name, at, value: valueOf(reading, value, at, depth + 1) });
  }
  for (const each of merged) {
    const value = valueOf(reading, each, around, depth + 1);
    const list = value.items();
    for (const part of list.length > 0 ? list : [value])
      for (const entry of part.entries())
        if (found.size < mostEntries && !found.has(entry.key)) found.set(entry.key, entry);
  }
  const entries = [...found.values()];
  reading.known.set(map, entries);
  return entries;
};
