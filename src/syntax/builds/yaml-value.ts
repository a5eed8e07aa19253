import { type Document, isAlias, isMap, isScalar, isSeq, parseDocument, type YAMLMap } from 'yaml';
import type { Span } from '../../text/span.ts';

/** A value of a YAML text with its place; aliases and merges are followed. */
export interface YamlValue {
  readonly at: Span;
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
export const yamlValue = (text: string): YamlValue | undefined => {
  const document = attemptParse(text);
  const contents = document?.contents;
  return document && contents
    ? valueOf({ document, known: new Map() }, contents, [0, text.length], 0)
    : undefined;
};

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
