import {
  type Document,
  isMap,
  isScalar,
  isSeq,
  type Node,
  parseDocument,
  visit,
  type YAMLMap,
} from 'yaml';
import { type Lines, linesOf } from '../../text/lines.ts';
import { lazy } from '../../text/memo.ts';
import { isPlaceholder } from '../../text/placeholder.ts';
import type { Span } from '../../text/span.ts';
import { type Chart, fillIn, fillPart } from './chart.ts';
import type { Container, KeyPath, Resource } from './model.ts';
import { keyText, nodeAt, pairAt } from './nodes.ts';
import { customPodSpecs, podSpecOf } from './pod-spec.ts';
import {
  asksCluster,
  isMasked,
  type Masked,
  mask,
  maskTemplate,
  withoutMasks,
} from './template-mask.ts';

/** A reader of YAML streams that keeps unchanged documents; `partial` marks patches, `chart` is that of a template. */
export type YamlReader = (text: string, partial: boolean, chart?: Chart) => readonly Resource[];

interface File {
  readonly text: string;
  readonly lines: () => Lines;
}

interface Chunk {
  readonly text: string;
  readonly base: number;
}

interface Read {
  readonly document: Document;
  readonly masked?: Masked;
  readonly chart?: Chart;
}

const separator = /^(?:---|\.\.\.)(?=[ \t\r\n]|$)/gm;
const mostCached = 4096;

/** At the start of a line, or in braces. */
const hasApiVersion = /^\uFEFF?(?:- |["']?)?apiVersion|[{,]\s*["']?apiVersion["']?[ \t]*:/m;

/** Makes a reader with its own cache of documents. */
export const createYamlReader = (): YamlReader => {
  let cache = new Map<string, Read>();
  return (text, partial, chart) => {
    const result: Resource[] = [];
    if (asksCluster(text)) return result;
    const file: File = { text, lines: lazy(() => linesOf(text)) };
    for (const chunk of chunksOf(text)) {
      if (!hasApiVersion.test(chunk.text)) continue;
      let read = chart ? readChunk(chunk.text, chart) : cache.get(chunk.text);
      if (!read) {
        read = readChunk(chunk.text);
        if (cache.size >= mostCached) cache = new Map();
        cache.set(chunk.text, read);
      }
      const known = result.length;
      for (const root of rootsOf(read.document)) {
        const resource = toResource(file, read, root, chunk, partial, result.length);
        if (resource) result.push(resource);
      }
      if (result.length > known || chart || read.masked) continue;
      const behind = behindText(chunk.text, read.document);
      if (!behind) continue;
      for (const root of rootsOf(behind)) {
        const resource = toResource(
          file,
          { document: behind },
          root,
          chunk,
          partial,
          result.length,
        );
        if (resource) result.push(resource);
      }
    }
    return result;
  };
};

const readChunk = (text: string, chart?: Chart): Read => {
  const masked = maskTemplate(text);
  const document = parsed(masked?.text ?? text);
  if (!masked || !chart) return { document, ...(masked ? { masked } : {}) };
  const filled = new Set<number>();
  visit(document, {
    Pair(_, pair) {
      const at = fillPart(pair, document, text, chart);
      if (at === undefined) return undefined;
      filled.add(at);
      return visit.SKIP;
    },
    Scalar(key, node) {
      if (key !== 'key' && isTextWith(mask, node.value)) fillIn(node, text, chart);
    },
  });
  const inserts = masked.inserts.filter((at) => !filled.has(at));
  return { document, masked: { ...masked, inserts }, chart };
};

const parsed = (text: string): Document =>
  parseDocument(text, {
    logLevel: 'silent',
    // Two passes of ours are linear where the parser's are not.
    prettyErrors: false,
    uniqueKeys: false,
    merge: true,
    strict: true,
  });

/** A document without the lines of plain text over its first key, which make a key of several lines with it; it keeps the error of those. */
const behindText = (text: string, { errors }: Document): Document | undefined => {
  const [error] = errors;
  if (error?.code !== 'MULTILINE_IMPLICIT_KEY') return undefined;
  const first = /^(?:apiVersion|kind)[ \t]*:/m.exec(text)?.index ?? 0;
  const [from] = error.pos;
  if (from >= first || error.pos[1] <= first) return undefined;
  const blank = text.slice(from, first).replace(/[^\r\n]/g, ' ');
  const document = parsed(text.slice(0, from) + blank + text.slice(first));
  document.errors.unshift(error);
  return document;
};

const isTextWith = (part: string, value: unknown): boolean =>
  typeof value === 'string' && value.includes(part);

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
  const kind = root.get('kind');
  if (typeof kind !== 'string' || !kind.endsWith('List')) return [root];
  const items = root.get('items');
  if (isSeq(items)) return items.items.filter((item) => isMap(item));
  return kind === 'List' ? [] : [root];
};

/** What a typed list says of an item that does not say it: those of a ConfigMapList are ConfigMaps. */
const ofList = ({ contents }: Document, item: Node, field: 'apiVersion' | 'kind'): unknown => {
  if (!isMap(contents) || contents === item || !isMap(item) || item.has(field)) return undefined;
  const kind = contents.get('kind');
  if (typeof kind !== 'string' || kind === 'List') return undefined;
  const said = field === 'kind' ? kind.slice(0, -'List'.length) : contents.get(field);
  return isTextWith(mask, said) ? undefined : said;
};

const toResource = (
  { text, lines }: File,
  { chart, document, masked }: Read,
  root: Node,
  { base, text: chunk }: Chunk,
  partial: boolean,
  index: number,
): Resource | undefined => {
  // Many rules ask for the same lists and mappings.
  const known = new Map<Node, unknown>();
  const value = (path: KeyPath): unknown => {
    const node = nodeAt(root, path, document);
    if (!node || isScalar(node)) return plain(node, document, masked);
    if (!known.has(node)) known.set(node, plain(node, document, masked));
    return known.get(node);
  };
  const apiVersion = value(['apiVersion']) ?? ofList(document, root, 'apiVersion');
  const kind = value(['kind']) ?? ofList(document, root, 'kind');
  if (typeof apiVersion !== 'string' || typeof kind !== 'string') return undefined;
  // One of two branches decides what the object is.
  if (masked && isMap(root) && (isTwice(root, 'apiVersion') || isTwice(root, 'kind')))
    return undefined;
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
  const resource: Resource = {
    text,
    lines,
    apiVersion,
    kind,
    ...(typeof name === 'string' ? { name } : {}),
    ...(typeof namespace === 'string' ? { namespace } : {}),
    span: [base, base + chunk.length],
    index,
    partial: partial || (masked !== undefined && masked.inserts.length > 0),
    templated: masked !== undefined,
    ...(chart ? { chart } : {}),
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
    containers: lazy(() => (podSpec ? containersOf(resource, podSpec) : [])),
    pods: lazy(() =>
      customPodSpecs(apiVersion, kind, value).map((path) => ({
        ...resource,
        podSpec: path,
        containers: lazy(() => containersOf(resource, path)),
        pods: () => [],
      })),
    ),
  };
  return resource;
};

const isTwice = (map: YAMLMap, key: string): boolean =>
  map.items.filter((pair) => keyText(pair) === key).length > 1;

const plain = (node: Node | undefined, document: Document, masked: Masked | undefined): unknown => {
  if (!node) return undefined;
  if (isScalar(node)) {
    const { value, range } = node;
    if (masked && isMasked(masked, value, range?.[1] ?? 0)) return undefined;
    // What another program fills in is not known.
    return typeof value === 'string' && isFilledIn(value) ? undefined : value;
  }
  try {
    const value: unknown = node.toJS(document, { maxAliasCount: 50 });
    return masked ? withoutMasks(value) : value;
  } catch {
    return undefined;
  }
};

const isFilledIn = (value: string): boolean =>
  /\$\{|\{\{|\$\([A-Z_]+\)/.test(value) || isPlaceholder(value);

const containersOf = (resource: Resource, podSpec: KeyPath): readonly Container[] =>
  ['initContainers', 'containers'].flatMap((list) => {
    const items = resource.get([...podSpec, list]);
    if (!Array.isArray(items)) return [];
    return items.map((_, i): Container => {
      const path = [...podSpec, list, i];
      const image = resource.get([...path, 'image']);
      const name = resource.get([...path, 'name']);
      return {
        path,
        name: typeof name === 'string' ? name : shownName(resource, path, i),
        ...(typeof image === 'string' ? { image } : {}),
        init: list === 'initContainers',
      };
    });
  });

/** What stands for a container's name in messages where the name is not known: the text of the template, or its number. */
const shownName = (resource: Resource, container: KeyPath, index: number): string => {
  const path = [...container, 'name'];
  const text = resource.key(path) ? resource.text.slice(...resource.at(path)) : '';
  return text === '' || text.length > 60 || text.includes('\n') ? `number ${index + 1}` : text;
};
