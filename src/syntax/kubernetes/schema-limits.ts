import { isMap, isPair, isScalar, isSeq, type Pair, type YAMLMap } from 'yaml';
import type { KubernetesSchema, Limits, NameForm } from '../../data/kubernetes-schema.ts';
import type { Span } from '../../text/span.ts';
import { isName, repairName } from './schema-names.ts';
import type { SchemaProblem } from './schema-problem.ts';

/** An object that is checked against the limits of its type. */
export interface Limited {
  readonly schema: KubernetesSchema;
  readonly type: string;
  /** In words. */
  readonly label: string;
  readonly map: YAMLMap;
  /** All keys that are set, also by merge keys. */
  readonly keys: ReadonlySet<string>;
  /** Where to mark what is missing. */
  readonly at: Span;
  /** The root of its document. */
  readonly isRoot: boolean;
  /** The text of the file at a span of the document. */
  source(span: Span): string;
}

/** What the API server refuses in an object although its types fit; fields that are missing are told too. */
export function* limitProblems(object: Limited): Generator<SchemaProblem> {
  const type = object.schema.types[object.type];
  if (!type) return;
  const required = [...type.required, ...(type.limits?.needed ?? [])];
  yield* missing(object, required, type.limits?.filled ?? []);
  const { limits } = type;
  if (!limits) return;
  yield* choices(object, limits);
  yield* numbers(object, limits);
  yield* percents(object, limits);
  yield* names(object, limits);
  yield* lists(object, limits);
  yield* news(object, limits);
}

function* news({ map, at, isRoot }: Limited, { since }: Limits): Generator<SchemaProblem> {
  if (!since) return;
  const kind = isRoot ? since[''] : undefined;
  if (kind) yield { kind: 'field-too-new', at, since: kind };
  for (const { text, at: key } of map.items.flatMap((pair) => keyOf(pair) ?? [])) {
    const version = Object.hasOwn(since, text) ? since[text] : undefined;
    if (version) yield { kind: 'field-too-new', at: key, field: text, since: version };
  }
}

function* missing(
  { keys, at, label, isRoot, schema, type }: Limited,
  required: readonly string[],
  filled: readonly string[],
): Generator<SchemaProblem> {
  // A template inside another object, such as that of a volume claim, needs no version.
  const isTemplate = !isRoot && schema.types[type]?.limits?.object !== undefined;
  for (const field of required) {
    if (keys.has(field) || filled.includes(field)) continue;
    if ((isRoot || isTemplate) && /^(?:apiVersion|kind)$/.test(field)) continue;
    yield { kind: 'missing-field', at, fields: [field], owner: label };
  }
}

function* choices(
  { map, keys, at, label }: Limited,
  { choices: all = [] }: Limits,
): Generator<SchemaProblem> {
  for (const { of, needed } of all) {
    const set = map.items
      .flatMap((pair) => keyOf(pair) ?? [])
      .filter(({ text, isSet }) => isSet && of.includes(text));
    const [first, second] = set;
    if (first && second && first.text !== second.text)
      yield {
        kind: 'exclusive-fields',
        at: second.at,
        field: second.text,
        other: first.text,
        otherAt: first.at,
        owner: label,
      };
    if (needed && !of.some((field) => keys.has(field)))
      yield { kind: 'missing-field', at, fields: of, owner: label };
  }
}

interface Key {
  readonly text: string;
  readonly at: Span;
  readonly isSet: boolean;
}

const keyOf = (pair: Pair): Key | undefined => {
  const { key, value } = pair;
  if (!isScalar(key) || typeof key.value !== 'string' || !key.range) return undefined;
  const isSet = !isScalar(value) || (value.value !== null && value.value !== '');
  return { text: key.value, at: [key.range[0], key.range[1]], isSet };
};

function* numbers(
  { map, source }: Limited,
  { numbers: all = {} }: Limits,
): Generator<SchemaProblem> {
  for (const [path, [least, most]] of Object.entries(all)) {
    const [outer = '', inner] = path.split('.');
    const found: unknown =
      inner === undefined ? map.get(outer, true) : map.getIn([outer, inner], true);
    if (!isScalar(found) || typeof found.value !== 'number' || !found.range) continue;
    const at: Span = [found.range[0], found.range[1]];
    const text = source(at);
    const subject = inner ?? outer;
    const isMode = most === 0o777;
    // kubectl reads a number that starts with 0 as an octal one.
    const value = /^0[0-7]+$/.test(text) ? Number.parseInt(text, 8) : found.value;
    if (isMode && value === found.value && meantOctal(value))
      yield { kind: 'decimal-file-mode', at, subject, value };
    else if (
      (value < least && !isAutomatic(subject, value)) ||
      (most !== undefined && value > most)
    )
      yield {
        kind: 'number-out-of-range',
        at,
        subject: inner === undefined ? outer : `${inner} of ${outer}`,
        value,
        least,
        ...(most === undefined ? {} : { most }),
      };
  }
}

function* percents(
  { map, source }: Limited,
  { percents: all = [] }: Limits,
): Generator<SchemaProblem> {
  for (const field of all) {
    const found: unknown = map.get(field, true);
    if (!isScalar(found) || typeof found.value !== 'string' || !found.range) continue;
    const at: Span = [found.range[0], found.range[1]];
    if (!/^\d+%$|[\uE000${<]|^[A-Z][A-Z0-9_]+$/.test(found.value))
      yield { kind: 'bad-percentage', at, subject: field, text: source(at) };
  }
}

/** Decimal numbers that make sense as octal digits alone. */
const meantOctal = (value: number): boolean =>
  [400, 440, 444, 500].includes(value) || (value > 0o777 && /^[0-7]{3}$/.test(String(value)));

/** Node port 0 leaves the choice to the server. */
const isAutomatic = (subject: string, value: number): boolean =>
  subject === 'nodePort' && value === 0;

function* names({ map, isRoot }: Limited, limits: Limits): Generator<SchemaProblem> {
  for (const [field, form] of Object.entries(limits.names ?? {}))
    yield* name(map.get(field, true), form);
  if (isRoot && limits.object) {
    yield* name(map.getIn(['metadata', 'name'], true), limits.object);
    yield* name(map.getIn(['metadata', 'namespace'], true), 'label');
  }
  for (const field of limits.labels ?? [])
    yield* namesIn(map.get(field), 'label-key', 'label-value');
  for (const field of limits.annotations ?? []) yield* namesIn(map.get(field), 'annotation-key');
  for (const field of limits.keys ?? []) yield* namesIn(map.get(field), 'file-key');
}

function* namesIn(map: unknown, key: NameForm, value?: NameForm): Generator<SchemaProblem> {
  if (!isMap(map)) return;
  for (const pair of map.items) {
    if (isScalar(pair.key) && pair.key.value !== '<<') yield* name(pair.key, key);
    if (value) yield* name(pair.value, value);
  }
}

function* name(node: unknown, form: NameForm): Generator<SchemaProblem> {
  if (!isScalar(node) || typeof node.value !== 'string' || !node.range) return;
  const text = node.value;
  if (text === '' || isName(text, form)) return;
  const repaired = node.type === 'PLAIN' ? repairName(text, form) : undefined;
  yield {
    kind: 'invalid-name',
    at: [node.range[0], node.range[1]],
    text,
    form,
    ...(repaired ? { rewrite: { title: `Write ${repaired}`, text: repaired, safe: false } } : {}),
  };
}

function* lists({ map }: Limited, { unique = {}, named = [] }: Limits): Generator<SchemaProblem> {
  for (const [list, fields] of Object.entries(unique))
    for (const field of fields) yield* twice(map.get(list), list, field);
  for (const list of named) {
    const entries = map.get(list);
    if (!isSeq(entries) || entries.items.length < 2) continue;
    for (const entry of entries.items) {
      if (!isMap(entry) || entry.has('name') || entry.has('<<')) continue;
      const first = isPair(entry.items[0]) ? keyOf(entry.items[0]) : undefined;
      if (first)
        yield {
          kind: 'missing-field',
          at: first.at,
          fields: ['name'],
          owner: `an entry of ${list}`,
          amongSeveral: true,
        };
    }
  }
}

function* twice(list: unknown, name: string, field: string): Generator<SchemaProblem> {
  if (!isSeq(list)) return;
  const seen = new Map<unknown, Span>();
  for (const entry of list.items) {
    const value = isMap(entry) ? entry.get(field, true) : undefined;
    if (!isMap(entry) || !isScalar(value) || !value.range || value.value === null) continue;
    const text = String(value.value);
    const at: Span = [value.range[0], value.range[1]];
    // One port may be open for several protocols.
    const key = field === 'port' ? `${text} ${String(entry.get('protocol') ?? 'TCP')}` : text;
    const firstAt = seen.get(key);
    if (firstAt && !/[\uE000$<{]/.test(text))
      yield { kind: 'duplicate-entry', at, list: name, field, text, firstAt };
    else seen.set(key, at);
  }
}
