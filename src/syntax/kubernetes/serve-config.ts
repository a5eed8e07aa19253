import { isMap, isScalar, isSeq, type Node, parseDocument } from 'yaml';
import { lineAt, lineSpan } from '../../text/lines.ts';
import type { Span } from '../../text/span.ts';
import type { KeyPath, Resource } from './model.ts';
import { nodeAt } from './nodes.ts';

/** Something wrong in YAML that stands as text in a manifest. */
export interface ServeProblem {
  readonly at: Span;
  readonly message: string;
}

const path: KeyPath = ['spec', 'serveConfigV2'];

/** The problems of the Ray Serve configuration that a RayService holds as text; spans count from the start of the file. */
export const serveConfigProblems = (resource: Resource): readonly ServeProblem[] => {
  const text = resource.get(path);
  const node = nodeAt(resource.root, path, resource.document);
  if (typeof text !== 'string' || text.trim() === '' || !isScalar(node)) return [];
  const key = resource.key(path) ?? resource.at(path);
  const place = (offset: number): Span =>
    node.type === 'BLOCK_LITERAL' ? lineOf(resource, key, text, offset) : key;
  const document = parseDocument(text, { logLevel: 'silent', prettyErrors: false });
  const [error] = document.errors;
  if (error) {
    const reason = error.message.split('\n')[0] ?? '';
    return [
      {
        at: place(error.pos[0]),
        message: `serveConfigV2 is YAML in YAML, and cannot be read here: ${reason}.`,
      },
    ];
  }
  const root = document.contents;
  const list = isMap(root) ? root.get('applications') : undefined;
  if (!isSeq(list))
    return [{ at: key, message: 'serveConfigV2 needs a list of applications, and has none.' }];
  const problems: ServeProblem[] = [];
  const [names, routes] = [new Set<unknown>(), new Set<unknown>()];
  for (const item of list.items) {
    if (!isMap(item)) continue;
    const at = (child: unknown): Span => place(startOf(child) ?? startOf(item) ?? 0);
    if (!item.has('import_path'))
      problems.push({
        at: at(item),
        message:
          'An application of serveConfigV2 needs import_path, the module and the variable of its graph.',
      });
    const name: unknown = item.get('name');
    const route: unknown = item.get('route_prefix');
    if (name !== undefined && names.has(name))
      problems.push({
        at: at(item.get('name', true)),
        message: `Two applications of serveConfigV2 are called ${String(name)}.`,
      });
    if (typeof route === 'string' && !route.startsWith('/'))
      problems.push({
        at: at(item.get('route_prefix', true)),
        message: `route_prefix starts with a slash, and ${route} does not.`,
      });
    else if (typeof route === 'string' && routes.has(route))
      problems.push({
        at: at(item.get('route_prefix', true)),
        message: `Two applications of serveConfigV2 have the route_prefix ${route}.`,
      });
    names.add(name);
    routes.add(route);
  }
  return problems;
};

const startOf = (node: unknown): number | undefined => {
  const range = (isMap(node) || isScalar(node) ? (node satisfies Node) : undefined)?.range;
  return range?.[0];
};

/** The line of the file that holds an offset of a block of text; the key where lines do not match. */
const lineOf = (resource: Resource, key: Span, text: string, offset: number): Span => {
  const lines = resource.lines();
  const inside = text.slice(0, offset).split('\n').length;
  const wanted = (text.split('\n')[inside - 1] ?? '').trim().replace(/^- +/, '');
  const [start, end] = lineSpan(lines, lineAt(lines, key[0]) + inside);
  const line = resource.text.slice(start, end).trimEnd();
  const at = line.length - wanted.length;
  return line.endsWith(wanted) && wanted !== '' ? [start + at, start + line.length] : key;
};
