import { type Document, isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument } from 'yaml';
import type { Span } from '../text/span.ts';

/** A YAML value with its places; what an alias stands for is `other`. */
export type Located =
  | { readonly kind: 'map'; readonly at: Span; readonly entries: readonly LocatedEntry[] }
  | { readonly kind: 'list'; readonly at: Span; readonly items: readonly Located[] }
  | {
      readonly kind: 'scalar';
      readonly at: Span;
      readonly value: unknown;
      /** As it is written, without quotes. */
      readonly source: string;
    }
  | { readonly kind: 'other'; readonly at: Span };

/** A key of a map and its value. */
export interface LocatedEntry {
  readonly key: string;
  readonly at: Span;
  readonly value: Located;
}

/** A YAML text with one document, and what is wrong with it as YAML; without a root it is empty or cannot be read. */
export interface LocatedYaml {
  readonly root?: Located;
  readonly problems: readonly { readonly at: Span; readonly message: string }[];
}

const deepest = 40;

/** Reads a YAML text with the places of its keys and values. */
export const locatedYaml = (text: string): LocatedYaml => {
  const document = parseDocument(text, { logLevel: 'silent', lineCounter: new LineCounter() });
  const errors = document.errors.map(({ pos: [start, end], message }) => ({
    at: [Math.min(start, text.length), Math.min(Math.max(start, end), text.length)] as const,
    message: message.split(/ at line \d|\n/)[0] ?? message,
  }));
  const problems = errors.length > 0 ? errors : tooManyAliases(document);
  if (problems.length > 0) return { problems };
  const { contents } = document;
  return contents === null || (isScalar(contents) && contents.value === null)
    ? { problems }
    : { root: located(contents, [0, text.length], 0), problems };
};

const tooManyAliases = (document: Document): LocatedYaml['problems'] => {
  try {
    document.toJS();
    return [];
  } catch (error) {
    return [{ at: [0, 0], message: error instanceof Error ? error.message : String(error) }];
  }
};

const located = (node: unknown, around: Span, depth: number): Located => {
  const range = isMap(node) || isSeq(node) || isScalar(node) || isAlias(node) ? node.range : null;
  const at: Span = range ? [range[0], range[1]] : around;
  if (depth > deepest) return { kind: 'other', at };
  if (isSeq(node))
    return { kind: 'list', at, items: node.items.map((each) => located(each, at, depth + 1)) };
  if (isScalar(node))
    return { kind: 'scalar', at, value: node.value, source: node.source ?? String(node.value) };
  if (!isMap(node))
    return { kind: node === null ? 'scalar' : 'other', at, value: null, source: '' };
  const entries = node.items.map(({ key, value }): LocatedEntry => {
    const place = located(key, at, depth + 1);
    const name = place.kind === 'scalar' ? String(place.value) : '';
    return { key: name, at: place.at, value: located(value, place.at, depth + 1) };
  });
  return { kind: 'map', at, entries };
};
