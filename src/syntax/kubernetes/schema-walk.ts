import {
  type Alias,
  type Document,
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  type Scalar,
  visit,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import {
  type KubernetesSchema,
  type Shape,
  shapeOf,
  typeOfKind,
} from '../../data/kubernetes-schema.ts';
import type { Span } from '../../text/span.ts';
import type { Resource } from './model.ts';
import { conditionProblems } from './schema-conditions.ts';
import { type Limited, limitProblems } from './schema-limits.ts';
import {
  entryName,
  fieldMeant,
  isAkin,
  kindLabel,
  type Level,
  labelOf,
  lackingMeant,
  movedTo,
  placeOf,
} from './schema-place.ts';
import type { Belonging, SchemaProblem } from './schema-problem.ts';
import { isTemplate, judgeScalar, scalarInList, wantedOf } from './schema-scalar.ts';

interface Walk {
  readonly schema: KubernetesSchema;
  readonly document: Document;
  /** The file's text and where the document starts in it. */
  readonly text: string;
  readonly base: number;
  readonly problems: SchemaProblem[];
  readonly reported: Set<string>;
  /** What aliased nodes were judged as already, so that aliases of aliases cost nothing. */
  readonly seen: Map<Node, Set<unknown>>;
  aliases?: ReadonlyMap<Alias, Node>;
}

/** A value on the walk. */
interface Place {
  readonly shape: Shape;
  /** The object that stands here, in words. */
  readonly label: string;
  /** What the value is for, in words. */
  readonly subject: string;
  /** What to mark when the value as a whole is wrong, or the alias it came by. */
  readonly at?: Span | undefined;
  /** Reached by an alias, so the value itself is another's. */
  readonly aliased?: boolean;
  readonly around: readonly Level[];
}

const deepest = 64;
const mostProblems = 200;
const fewFields = 6;

/** As many letters may differ in a typo of a long name. */
const fewLetters = 2;

// A document stays the same object while its text does, so unchanged ones are not walked again.
const known = new WeakMap<Node, readonly SchemaProblem[]>();

// A dozen rules ask for the same object.
const placed = new WeakMap<Resource, readonly SchemaProblem[]>();

/** The problems of an object by the schema, spans counted from the start of the file; none for kinds that the schema does not hold. */
export const schemaProblems = (
  resource: Resource,
  schema: KubernetesSchema,
): readonly SchemaProblem[] => {
  const { root, base } = resource;
  const before = placed.get(resource);
  if (before) return before;
  const problems = known.get(root) ?? walkSchema(resource, schema);
  known.set(root, problems);
  const result = problems.map((each) => ({
    ...each,
    at: shifted(each.at, base),
    ...('otherAt' in each ? { otherAt: shifted(each.otherAt, base) } : {}),
    ...('firstAt' in each ? { firstAt: shifted(each.firstAt, base) } : {}),
  }));
  placed.set(resource, result);
  return result;
};

const shifted = ([start, end]: Span, base: number): Span => [start + base, end + base];

/** The problems of an object by the schema, spans counted from the start of its document. */
export const walkSchema = (
  { root, document, text, base, apiVersion, kind }: Resource,
  schema: KubernetesSchema,
): readonly SchemaProblem[] => {
  const type = typeOfKind(schema, apiVersion, kind);
  if (type === undefined) return [];
  // After a syntax error the tree is a guess of the parser.
  if (document.errors.length > 0) return [];
  const problems: SchemaProblem[] = [];
  const walk: Walk = {
    schema,
    document,
    text,
    base,
    problems,
    reported: new Set(),
    seen: new Map(),
  };
  const label = kindLabel(kind);
  enter(walk, root, { shape: { type }, label, subject: label, around: [] });
  return withoutMeant(problems);
};

/** The problems without fields that are there, but misspelt or at another place. */
const withoutMeant = (problems: readonly SchemaProblem[]): readonly SchemaProblem[] => {
  const meant = new Set(
    problems.flatMap((each) =>
      each.kind === 'unknown-field' ? [each.field, each.meant ?? each.into ?? each.field] : [],
    ),
  );
  return problems.filter(
    (each) => each.kind !== 'missing-field' || !each.fields.some((field) => meant.has(field)),
  );
};

const enter = (walk: Walk, node: unknown, place: Place): void => {
  if (place.shape === 'any' || place.around.length > deepest) return;
  if (walk.problems.length >= mostProblems) return;
  if (isAlias(node)) {
    const target = targetOf(walk, node);
    if (!target || (!isScalar(target) && seenBefore(walk, target, place.shape))) return;
    enter(walk, target, { ...place, at: spanOf(node), aliased: true });
  } else if (isScalar(node)) enterScalar(walk, node, place);
  else if (isSeq(node)) {
    if (typeof place.shape === 'object' && 'list' in place.shape)
      enterList(walk, node.items, place.shape.list, place);
    else reportCollection(walk, node, place, 'a list');
  } else if (isMap(node)) {
    if (typeof place.shape === 'object' && 'map' in place.shape)
      enterFreeMap(walk, node, place.shape.map, place);
    else if (typeof place.shape === 'object' && 'type' in place.shape)
      enterObject(walk, node, place.shape.type, place, new Set());
    else reportCollection(walk, node, place, 'a mapping');
  }
};

const enterScalar = (walk: Walk, scalar: Scalar, place: Place): void => {
  const { shape, subject } = place;
  const own = spanOf(scalar);
  const at = place.aliased ? place.at : own;
  if (scalar.value === null || !own || !at) return;
  const source = walk.text.slice(walk.base + own[0], walk.base + own[1]);
  const shown = source.includes('\n') || source.length > 60 ? {} : { shown: source };
  if (typeof shape === 'string' || 'one' in shape) {
    const problem = judgeScalar(scalar, shape, source);
    if (!problem) return;
    const { rewrite, ...rest } = { rewrite: undefined, ...problem };
    const mended = rewrite && !place.aliased ? { rewrite } : {};
    if (rest.kind === 'wrong-type') report(walk, { ...rest, at, subject, ...shown, ...mended });
    else if (rest.kind === 'not-base64') report(walk, { ...rest, at, subject });
    else report(walk, { ...rest, at, subject, ...mended });
    return;
  }
  if (isTemplate(scalar)) return;
  const rewrite = 'list' in shape ? scalarInList(scalar, shape.list, source) : undefined;
  report(walk, {
    kind: 'wrong-type',
    at,
    subject,
    wanted: wantedOf(shape),
    found: typeof scalar.value === 'string' ? 'text' : `a ${typeof scalar.value}`,
    ...shown,
    ...(rewrite && !place.aliased ? { rewrite } : {}),
  });
};

const reportCollection = (
  walk: Walk,
  node: YAMLMap | YAMLSeq,
  place: Place,
  found: string,
): void => {
  // `{volume-id}` is a place to fill in.
  const isScalarShape = typeof place.shape === 'string' || 'one' in place.shape;
  if (isScalarShape && node.flow && isMap(node) && node.items.every(({ value }) => isUnset(value)))
    return;
  const at = place.at ?? firstLine(walk, node);
  if (!at) return;
  const { subject, shape } = place;
  report(walk, { kind: 'wrong-type', at, subject, wanted: wantedOf(shape), found });
};

const enterList = (walk: Walk, items: readonly unknown[], shape: Shape, place: Place): void => {
  const subject = `an entry of ${place.subject}`;
  for (const item of items)
    enter(walk, item, { shape, label: subject, subject, around: place.around });
};

const enterFreeMap = (walk: Walk, map: YAMLMap, shape: Shape, place: Place): void => {
  const { around } = place;
  for (const { key, value } of entriesOf(map))
    enter(walk, value, { shape, label: key.text, subject: key.text, at: key.at, around });
  for (const source of mergedInto(walk, map))
    if (!seenBefore(walk, source, place.shape)) enterFreeMap(walk, source, shape, place);
};

const enterObject = (
  walk: Walk,
  map: YAMLMap,
  type: string,
  place: Place,
  overridden: ReadonlySet<string>,
): void => {
  const entries = entriesOf(map);
  const keys = new Set(entries.map(({ key }) => key.text));
  const level: Level = { type, label: place.label, map, keys };
  const around = [...place.around, level];
  const told = new Set<string>();
  for (const { key, value } of entries) {
    if (overridden.has(key.text) || isTemplateKey(key.text)) continue;
    // What SOPS adds to an encrypted file; it is taken out before kubectl sees the object.
    if (key.text === 'sops' && place.around.length === 0) continue;
    if (walk.problems.length >= mostProblems) return;
    const shape = shapeOf(walk.schema, type, key.text);
    if (shape === undefined) {
      if (isOpenType(walk, level) && !isSlip(walk, key.text, value, level)) continue;
      const into = movedTo(key.text, level);
      if (into !== undefined && told.has(into)) continue;
      if (into !== undefined) told.add(into);
      report(walk, {
        kind: 'unknown-field',
        at: key.at,
        field: key.text,
        owner: place.label,
        ...(into === undefined
          ? suggestion(walk, key.text, value, level, place.around)
          : { into, fields: [] }),
      });
      continue;
    }
    const isValue = type === 'v1/EnvVar' && key.text === 'value';
    const subject = (isValue ? entryName(map) : undefined) ?? key.text;
    enter(walk, value, { shape, label: labelOf(key.text, shape), subject, at: key.at, around });
  }
  const own = new Set([...overridden, ...keys]);
  const merged = [...mergedInto(walk, map)];
  for (const source of merged)
    if (!seenBefore(walk, source, { type })) enterObject(walk, source, type, place, own);
  if (overridden.size === 0) checkLimits(walk, level, place, merged, entries[0]?.key.at);
};

const checkLimits = (
  walk: Walk,
  { type, label, map, keys }: Level,
  place: Place,
  merged: readonly YAMLMap[],
  first: Span | undefined,
): void => {
  const at = place.at ?? first ?? firstLine(walk, map);
  // Directives of patches, and keys that are put in, leave open what else there is.
  if (!at || walk.problems.length >= mostProblems) return;
  for (const key of keys) if (isTemplateKey(key)) return;
  const inherited = merged.flatMap((each) => entriesOf(each).map(({ key }) => key.text));
  const { schema, text, base } = walk;
  const object: Limited = {
    schema,
    type,
    label,
    map,
    keys: inherited.length > 0 ? new Set([...keys, ...inherited]) : keys,
    at,
    isRoot: place.around.length === 0,
    source: ([start, end]) => text.slice(base + start, base + end),
  };
  for (const problem of limitProblems(object)) report(walk, problem);
  for (const problem of conditionProblems(object)) report(walk, problem);
};

const isOpenType = ({ schema }: Walk, { type }: Level): boolean =>
  schema.types[type]?.open === true;

/** Whether an unknown key is a field of the type but for a letter or for case. */
const isSlip = ({ schema }: Walk, field: string, value: unknown, here: Level): boolean =>
  fieldMeant(field, value, schema.types[here.type]?.properties ?? {}, here)?.sure === true;

const suggestion = (
  { schema }: Walk,
  field: string,
  value: unknown,
  here: Level,
  around: readonly Level[],
): {
  readonly fields: readonly string[];
  readonly meant?: string;
  readonly belongs?: Belonging;
  readonly akin?: true;
} => {
  const properties = schema.types[here.type]?.properties ?? {};
  const all = Object.keys(properties);
  const fields = all.length <= fewFields ? all : [];
  const meant = fieldMeant(field, value, properties, here);
  if (meant?.sure) return { fields, meant: meant.field };
  const lacking = lackingMeant(schema, field, value, here);
  if (lacking !== undefined) return { fields, meant: lacking };
  const belongs = placeOf(schema, field, here, around);
  if (belongs !== undefined) return { fields, belongs };
  if (meant) {
    const akin = meant.letters > fewLetters && isAkin(field, all);
    return { fields, meant: meant.field, ...(akin ? { akin } : {}) };
  }
  return isAkin(field, all) ? { fields, akin: true } : { fields };
};

// What Kustomize and other tools put in, and directives of a strategic merge patch.
const isTemplateKey = (key: string): boolean => /^\$|\$\{|\{\{|\uE000/.test(key);

interface Entry {
  readonly key: { readonly text: string; readonly at: Span };
  readonly value: unknown;
}

const entriesOf = (map: YAMLMap): readonly Entry[] => {
  const entries: Entry[] = [];
  for (const pair of map.items) {
    const key = isPair(pair) && isScalar(pair.key) ? pair.key : undefined;
    const at = key && spanOf(key);
    if (!key || !at || isMergeKey(pair)) continue;
    entries.push({ key: { text: String(key.value), at }, value: pair.value });
  }
  return entries;
};

const isMergeKey = ({ key }: Pair): boolean =>
  isScalar(key) && (key.value === '<<' || typeof key.value === 'symbol');

function* mergedInto(walk: Walk, map: YAMLMap): Generator<YAMLMap> {
  for (const pair of map.items) {
    if (!isMergeKey(pair)) continue;
    const value = isAlias(pair.value) ? targetOf(walk, pair.value) : pair.value;
    for (const each of isSeq(value) ? value.items : [value]) {
      const source = isAlias(each) ? targetOf(walk, each) : each;
      if (isMap(source) && source !== map) yield source;
    }
  }
}

// Under two aliases one text is wrong once.
const report = ({ problems, reported }: Walk, problem: SchemaProblem): void => {
  const fields = problem.kind === 'missing-field' ? problem.fields.join() : '';
  const key = `${problem.kind} ${problem.at[0]} ${fields}`;
  if (!reported.has(key)) problems.push(problem);
  reported.add(key);
};

const seenBefore = ({ seen }: Walk, node: Node, shape: Shape): boolean => {
  // Types are told apart by name, lists and maps by the place in the schema.
  const key = typeof shape === 'object' && 'type' in shape ? shape.type : shape;
  const shapes = seen.get(node) ?? new Set();
  seen.set(node, shapes);
  if (shapes.has(key)) return true;
  shapes.add(key);
  return false;
};

/** The node that an alias stands for: the last one before it with the anchor. */
const targetOf = (walk: Walk, alias: Alias): Node | undefined => {
  walk.aliases ??= allAliases(walk.document);
  return walk.aliases.get(alias);
};

const allAliases = (document: Document): ReadonlyMap<Alias, Node> => {
  const anchors = new Map<string, Node>();
  const aliases = new Map<Alias, Node>();
  visit(document, {
    Node(_, node) {
      if (isAlias(node)) {
        const target = anchors.get(node.source);
        if (target) aliases.set(node, target);
      } else if (node.anchor) anchors.set(node.anchor, node);
    },
  });
  return aliases;
};

const spanOf = ({ range }: Node): Span | undefined => (range ? [range[0], range[1]] : undefined);

const firstLine = ({ text, base }: Walk, node: Node): Span | undefined => {
  const span = spanOf(node);
  if (!span) return undefined;
  const line = text.slice(base + span[0], base + span[1]).split(/\r?\n/, 1)[0] ?? '';
  return [span[0], span[0] + line.trimEnd().length];
};

const isUnset = (value: unknown): boolean =>
  value === null || (isScalar(value) && value.value === null);
