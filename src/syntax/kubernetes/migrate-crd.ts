import { isMap } from 'yaml';
import { apply, type Edit, remove, replace } from '../../text/edit.ts';
import { lineAt, lineSpan, positionAt, wholeLines } from '../../text/lines.ts';
import { isRecord, scalarText } from '../kustomization.ts';
import { addKey, addLines, removeKey, rename, replaceEntry } from './edits.ts';
import { itemsAt } from './fields.ts';
import type { KeyPath, Resource } from './model.ts';
import { nodeAt } from './nodes.ts';
import { keepsUnknown, openSchema } from './structural-schema.ts';

/** The edits, beside the version, that bring a CustomResourceDefinition from v1beta1 to v1; undefined when a person must decide. */
export const migrateDefinition = (resource: Resource): readonly Edit[] | undefined => {
  const whole = resource.text.slice(...resource.span);
  // What stands behind an alias or a merge key belongs to other places too.
  if (resource.partial || resource.templated || /(?:^|[\s[{,:-])[*&][\w-]|<<\s*:/.test(whole))
    return undefined;
  if (needsApproval(resource) || !isDecided(resource)) return undefined;
  const versions = versionEdits(resource);
  const conversion = conversionEdits(resource);
  if (!versions || !conversion) return undefined;
  const open = ['spec', 'preserveUnknownFields'];
  const edits = [
    ...versions,
    ...conversion,
    ...(resource.get(open) === true ? [removeKey(resource, open)] : []),
    ...(resource.key(['spec', 'scope'])
      ? []
      : [addKey(resource, ['spec'], 'scope', ['Namespaced'], 'group')]),
  ];
  const known = edits.filter((edit) => edit !== undefined);
  return known.length === edits.length ? joined(known) : undefined;
};

/** Whether v1 asks for a link to a review, which v1beta1 did not. */
const needsApproval = (resource: Resource): boolean =>
  /(?:^|\.)(?:k8s|kubernetes)\.io$/.test(scalarText(resource.get(['spec', 'group']))) &&
  !resource.key(['metadata', 'annotations', 'api-approved.kubernetes.io']);

/** Whether v1beta1 takes the definition: the versions agree, and nothing is said both for all and for one. */
const isDecided = (resource: Resource): boolean => {
  const spec = resource.get(['spec']);
  if (!isRecord(spec)) return false;
  const { version, versions, preserveUnknownFields: open, scope } = spec;
  const list = itemsAt(resource, ['spec', 'versions']);
  const perVersion = ['schema', ...moved.slice(1)];
  const isTwice = perVersion.some(
    (key, i) => String(moved[i]) in spec && list.some(({ value }) => key in value),
  );
  const isWhole = list.every(
    ({ value }) =>
      typeof value['name'] === 'string' &&
      typeof value['served'] === 'boolean' &&
      typeof value['storage'] === 'boolean',
  );
  return (
    !isTwice &&
    isWhole &&
    (versions === undefined ? typeof version === 'string' : list.length > 0) &&
    (version === undefined || versions === undefined || version === list[0]?.value['name']) &&
    (open === undefined || typeof open === 'boolean') &&
    (scope === undefined || typeof scope === 'string')
  );
};

const moved: readonly string[] = ['validation', 'subresources', 'additionalPrinterColumns'];

const versionEdits = (resource: Resource): readonly (Edit | undefined)[] | undefined => {
  const list = itemsAt(resource, ['spec', 'versions']);
  const isForAll = hasSchema(resource, ['spec', 'validation']);
  const isForEach =
    list.length > 0 && list.every(({ path }) => hasSchema(resource, [...path, 'schema']));
  // Where v1beta1 drops fields it wants a schema too.
  if (!isForAll && !isForEach && resource.get(['spec', 'preserveUnknownFields']) === false)
    return undefined;
  const common = moved.filter((key) => resource.key(['spec', key]));
  const blocks = common.map((key) => blockOf(resource, key));
  if (!blocks.every((block) => block !== undefined)) return undefined;
  const shared = blocks.flat();
  const removed = common.map((key) => removeWithComments(resource, ['spec', key]));
  if (list.length === 0) {
    const name = resource.text.slice(...resource.at(['spec', 'version']));
    const own = ['served: true', 'storage: true', ...(isForAll ? [] : anything), ...shared];
    const entry = [`- name: ${name}`, ...own.map(indented)];
    const lines = ['versions:', ...entry.map(indented)];
    return [...removed, replaceEntry(resource, ['spec', 'version'], lines)];
  }
  return [
    ...removed,
    ...(resource.key(['spec', 'version']) ? [removeKey(resource, ['spec', 'version'])] : []),
    ...list.flatMap(({ path }) => {
      const hasOwn = hasSchema(resource, [...path, 'schema']);
      if (resource.key([...path, 'schema']) && !hasOwn) return [undefined];
      const lines = [...(isForAll || hasOwn ? [] : anything), ...shared];
      return [
        ...((hasOwn ? schemaEdits(resource, [...path, 'schema']) : []) ?? [undefined]),
        ...renamedPaths(resource, [...path, 'additionalPrinterColumns']),
        ...(lines.length > 0 ? [addLines(resource, path, lines)] : []),
      ];
    }),
  ];
};

const hasSchema = (resource: Resource, above: KeyPath): boolean => {
  const schema = resource.get([...above, 'openAPIV3Schema']);
  return isRecord(schema) && Object.keys(schema).length > 0;
};

/** The lines that say for one version what the definition says for all; none for a validation that holds no schema. */
const blockOf = (resource: Resource, key: string): readonly string[] | undefined => {
  const path = ['spec', key];
  const isSchema = key === 'validation';
  if (isSchema && !hasSchema(resource, path)) return [];
  const inner = isSchema ? schemaEdits(resource, path) : renamedPaths(resource, path);
  const lines = inner && linesOf(resource, path, inner);
  return lines && withKey(isSchema ? 'schema' : key, lines);
};

const anything: readonly string[] = [
  'schema:',
  '  openAPIV3Schema:',
  '    type: object',
  `    ${keepsUnknown}: true`,
];

const indented = (line: string): string => (line === '' ? line : `  ${line}`);

/** Lines without a key, below comments, with one. */
const withKey = (key: string, lines: readonly string[]): readonly string[] => {
  const comments = lines.findIndex((line) => !line.startsWith('#'));
  const [first = '', ...rest] = lines.slice(comments);
  return [...lines.slice(0, comments), `${key}${first}`, ...rest];
};

/** What must be written into a schema so that no more is dropped than before. */
const schemaEdits = (resource: Resource, above: KeyPath): readonly Edit[] | undefined =>
  resource.get(['spec', 'preserveUnknownFields']) === false
    ? []
    : openSchema(resource, [...above, 'openAPIV3Schema']);

const renamedPaths = (resource: Resource, path: KeyPath): readonly Edit[] =>
  itemsAt(resource, path).flatMap((item) => {
    const key = resource.key([...item.path, 'JSONPath']);
    return key ? [rename(resource, key, 'jsonPath')] : [];
  });

const conversionEdits = (resource: Resource): readonly (Edit | undefined)[] | undefined => {
  const path = ['spec', 'conversion'];
  const conversion = resource.get(path);
  if (conversion === undefined && !resource.key(path)) return [];
  if (!isRecord(conversion) || 'webhook' in conversion) return undefined;
  const config = [...path, 'webhookClientConfig'];
  const versions = [...path, 'conversionReviewVersions'];
  if (conversion['strategy'] === 'None')
    return resource.key(config) || resource.key(versions) ? undefined : [];
  const lines = resource.key(config) && linesOf(resource, config, []);
  const reviews = resource.key(versions)
    ? linesOf(resource, versions, [])
    : // What v1beta1 fills in.
      [': [v1beta1]'];
  if (conversion['strategy'] !== 'Webhook' || !lines || !reviews) return undefined;
  return [
    ...(resource.key(versions) ? [removeWithComments(resource, versions)] : []),
    replaceEntry(resource, config, [
      'webhook:',
      ...[
        ...withKey('clientConfig', withoutComments(lines)),
        ...withKey('conversionReviewVersions', reviews),
      ].map(indented),
    ]),
  ];
};

/** Comments above an entry that is replaced stay where they are. */
const withoutComments = (lines: readonly string[]): readonly string[] =>
  lines.slice(lines.findIndex((line) => !line.startsWith('#')));

/** The comment lines above an entry that have its indentation. */
const commentsAbove = (resource: Resource, key: number): number => {
  const lines = resource.lines();
  const { column } = positionAt(lines, key);
  let line = lineAt(lines, key);
  const isComment = (at: number): boolean => {
    const text = resource.text.slice(...lineSpan(lines, at));
    return text.startsWith('#', column) && text.slice(0, column).trim() === '';
  };
  while (line > 0 && isComment(line - 1)) line--;
  return lines.starts[line] ?? key;
};

/** An entry from its comments to the end of its last line, without its key and indentation, with edits made in it. */
const linesOf = (
  resource: Resource,
  path: KeyPath,
  edits: readonly Edit[],
): readonly string[] | undefined => {
  const key = resource.key(path);
  const range = nodeAt(resource.root, path, resource.document)?.range;
  const parent = nodeAt(resource.root, path.slice(0, -1), resource.document);
  if (!key || !range || !isMap(parent) || parent.flow) return undefined;
  const lines = resource.lines();
  const { column } = positionAt(lines, key[0]);
  const start = commentsAbove(resource, key[0]);
  const last = resource.text.slice(key[0], resource.base + range[1]).trimEnd().length;
  const end = wholeLines(lines, [key[0], key[0] + last - 1])[1];
  const inside = [...edits, remove(key)].map(({ span, text }) => ({
    span: [span[0] - start, span[1] - start] as const,
    text,
  }));
  const text = apply(resource.text.slice(start, end), inside).trimEnd();
  const all = text.split(/\r?\n/);
  const indent = ' '.repeat(column);
  return all.every((line) => line.trim() === '' || line.startsWith(indent))
    ? all.map((line) => line.slice(column))
    : undefined;
};

const removeWithComments = (resource: Resource, path: KeyPath): Edit | undefined => {
  const removed = removeKey(resource, path);
  const key = resource.key(path);
  return removed && key && remove([commentsAbove(resource, key[0]), removed.span[1]]);
};

/** One edit for those that touch; undefined when some overlap. */
const joined = (edits: readonly Edit[]): readonly Edit[] | undefined => {
  const result: Edit[] = [];
  for (const edit of edits.toSorted((a, b) => a.span[0] - b.span[0] || a.span[1] - b.span[1])) {
    const before = result.at(-1);
    if (!before || before.span[1] < edit.span[0]) {
      result.push(edit);
      continue;
    }
    if (before.span[1] > edit.span[0]) return undefined;
    result.pop();
    result.push(replace([before.span[0], edit.span[1]], before.text + edit.text));
  }
  return result;
};
