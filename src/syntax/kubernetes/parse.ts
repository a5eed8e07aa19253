import { type Document, isMap, isScalar, isSeq, type Node, parseDocument } from 'yaml';
import { type Lines, linesOf } from '../../text/lines.ts';
import { lazy } from '../../text/memo.ts';
import type { Span } from '../../text/span.ts';
import type { Container, KeyPath, Resource } from './model.ts';
import { nodeAt, pairAt } from './nodes.ts';
import { podSpecOf } from './pod-spec.ts';

/** A reader of YAML streams that keeps unchanged documents; `partial` marks patches. */
export type YamlReader = (text: string, partial: boolean) => readonly Resource[];

interface File {
  readonly text: string;
  readonly lines: () => Lines;
}

interface Chunk {
  readonly text: string;
  readonly base: number;
}

const separator = /^(?:---|\.\.\.)(?=[ \t\r\n]|$)/gm;
const template = /^[ \t]*(?:- )?(?:[\w./"'-]+:[ \t]*)?\{\{|\}\}[ \t]*$/m;
const mostCached = 4096;

/** Makes a reader with its own cache of documents. */
export const createYamlReader = (): YamlReader => {
  let cache = new Map<string, Document>();
  return (text, partial) => {
    const result: Resource[] = [];
    const file: File = { text, lines: lazy(() => linesOf(text)) };
    for (const chunk of chunksOf(text)) {
      if (!/^(?:- |["']?)?(?:apiVersion|"apiVersion"|'apiVersion')/m.test(chunk.text)) continue;
      // Helm and other templates are no YAML yet.
      if (chunk.text.includes('{{') && template.test(chunk.text)) continue;
      let document = cache.get(chunk.text);
      if (!document) {
        document = parseDocument(chunk.text, {
          logLevel: 'silent',
          // Two passes of ours are linear where the parser's are not.
          prettyErrors: false,
          uniqueKeys: false,
          merge: true,
          strict: true,
        });
        if (cache.size >= mostCached) cache = new Map();
        cache.set(chunk.text, document);
      }
      for (const root of rootsOf(document)) {
        const resource = toResource(file, document, root, chunk, partial, result.length);
        if (resource) result.push(resource);
      }
    }
    return result;
  };
};

function* chunksOf(text: string): Generator<Chunk> {
  let base = 0;
  for (const match of text.matchAll(separator)) {
    if (match.index > base) yield { text: text.slice(base, match.index), base };
    base = match.index;
  }
  yield { text: text.slice(base), base };
}

/** The object of a document, or the items of a List. */
const rootsOf = (document: Document): readonly Node[] => {
  const root = document.contents;
  if (!isMap(root)) return [];
  if (root.get('kind') !== 'List') return [root];
  const items = root.get('items');
  return isSeq(items) ? items.items.filter((item) => isMap(item)) : [];
};

const toResource = (
  { text, lines }: File,
  document: Document,
  root: Node,
  { base, text: chunk }: Chunk,
  partial: boolean,
  index: number,
): Resource | undefined => {
  const value = (path: KeyPath): unknown => plain(nodeAt(root, path, document), document);
  const apiVersion = value(['apiVersion']);
  const kind = value(['kind']);
  if (typeof apiVersion !== 'string' || typeof kind !== 'string') return undefined;
  const shift = ([start, end]: readonly [number, number]): Span => [base + start, base + end];
  const spanOf = (node: Node | undefined): Span | undefined => {
    const range = node?.range;
    return range ? shift([range[0], range[1]]) : undefined;
  };
  const keySpan = (path: KeyPath): Span | undefined => {
    const key = pairAt(root, path, document)?.key;
    return isScalar(key) ? spanOf(key) : undefined;
  };
  const first = isMap(root) ? root.items[0]?.key : undefined;
  const podSpec = podSpecOf(apiVersion, kind);
  const name = value(['metadata', 'name']);
  const namespace = value(['metadata', 'namespace']);
  return {
    text,
    lines,
    apiVersion,
    kind,
    ...(typeof name === 'string' ? { name } : {}),
    ...(typeof namespace === 'string' ? { namespace } : {}),
    span: [base, base + chunk.length],
    index,
    partial,
    root,
    document,
    base,
    get: value,
    at(path) {
      for (let length = path.length; length > 0; length--) {
        const part = path.slice(0, length);
        const exact = length === path.length;
        const node = nodeAt(root, part, document);
        const found =
          exact && node && isScalar(node)
            ? spanOf(node)
            : (keySpan(part) ?? (exact ? spanOf(node) : undefined));
        if (found) return found;
      }
      return (isScalar(first) ? spanOf(first) : undefined) ?? [base, base];
    },
    key: keySpan,
    ...(podSpec ? { podSpec } : {}),
    containers: () => (podSpec ? containersOf(podSpec, value) : []),
  };
};

const plain = (node: Node | undefined, document: Document): unknown => {
  if (!node) return undefined;
  if (isScalar(node)) {
    const { value } = node;
    // What another program fills in is not known.
    return typeof value === 'string' && /\$\{|\{\{|\$\([A-Z_]+\)/.test(value) ? undefined : value;
  }
  try {
    return node.toJS(document, { maxAliasCount: 50 });
  } catch {
    return undefined;
  }
};

const containersOf = (podSpec: KeyPath, value: (path: KeyPath) => unknown): readonly Container[] =>
  ['initContainers', 'containers'].flatMap((list) => {
    const items = value([...podSpec, list]);
    if (!Array.isArray(items)) return [];
    return items.map((_, i): Container => {
      const path = [...podSpec, list, i];
      const image = value([...path, 'image']);
      const name = value([...path, 'name']);
      return {
        path,
        name: typeof name === 'string' ? name : '',
        ...(typeof image === 'string' ? { image } : {}),
        init: list === 'initContainers',
      };
    });
  });
