import { type Document, isMap, isScalar, isSeq, parseDocument } from 'yaml';
import type { Span } from '../text/span.ts';

/** What a kustomization says of other files. */
export interface Kustomization {
  /** Files that are patches, relative to the kustomization. */
  readonly patches: readonly string[];
  /** Images whose tag it sets. */
  readonly images: readonly string[];
  /** Its patches that are no objects of a file. */
  readonly inline: readonly InlinePatch[];
  /** Whether a patch that is no object of its own may change containers or their ports. */
  readonly patchesPorts: boolean;
  /** Files and folders whose objects it takes in, relative to the kustomization. */
  readonly resources: readonly string[];
  /** Folders of components, which change all that it takes in. */
  readonly components: readonly string[];
  /** The namespace that it puts them in. */
  readonly namespace?: string;
  /** What it writes before and behind their names. */
  readonly prefix: string;
  readonly suffix: string;
  readonly labels: AddedLabels;
  /** The ConfigMaps and Secrets that it makes. */
  readonly generated: readonly Generated[];
  /** What it adds to all objects. */
  readonly marks: readonly ('labels' | 'annotations')[];
}

/** A patch within a kustomization, or one that names its target. */
export interface InlinePatch {
  /** The kind that it is for; any when it names none. */
  readonly kind?: string;
  /** The name, in a target a regular expression. */
  readonly name?: string;
  /** What it writes; missing when that stands in a file. */
  readonly text?: string;
}

/** Labels by where a kustomization adds them; those of selectors go to pods too. */
export interface AddedLabels {
  readonly objects: Labels;
  readonly pods: Labels;
  readonly selectors: Labels;
}

/** An object that a kustomization makes, with the span of its name there. */
export interface Generated {
  readonly kind: 'ConfigMap' | 'Secret';
  readonly name: string;
  readonly at: Span;
  /** Its keys, when it is made of literals alone. */
  readonly keys?: readonly string[];
}

type Labels = Readonly<Record<string, string>>;

/** Reads a kustomization; of one that is malformed nothing is known. */
export const parseKustomization = (text: string): Kustomization => {
  const { document, value } = parsed(text) ?? {};
  const entries = ['patches', 'patchesStrategicMerge', 'patchesJson6902'].flatMap((key) =>
    listAt(value, key),
  );
  const namespace = isRecord(value) ? value['namespace'] : undefined;
  return {
    patches: entries.flatMap((entry) => texts([isRecord(entry) ? entry['path'] : entry])),
    images: listAt(value, 'images').flatMap((entry) =>
      texts([isRecord(entry) ? entry['name'] : undefined]),
    ),
    inline: entries.flatMap(inlinePatch),
    patchesPorts: entries.some(mayPatchPorts) || listAt(value, 'patchesJson6902').length > 0,
    resources: ['resources', 'bases', 'components'].flatMap((key) => texts(listAt(value, key))),
    components: texts(listAt(value, 'components')),
    ...(typeof namespace === 'string' && namespace !== '' ? { namespace } : {}),
    prefix: textAt(value, 'namePrefix'),
    suffix: textAt(value, 'nameSuffix'),
    labels: labelsOf(value),
    generated: document ? [...generatedIn(document)] : [],
    marks: [
      ...(isRecord(value) && (value['commonLabels'] ?? value['labels'])
        ? (['labels'] as const)
        : []),
      ...(isRecord(value) && value['commonAnnotations'] ? (['annotations'] as const) : []),
    ],
  };
};

/** A patch within the kustomization that speaks of containers or ports, or a file with operations of JSON. */
const mayPatchPorts = (entry: unknown): boolean => {
  const text = isRecord(entry) ? entry['patch'] : entry;
  if (typeof text === 'string' && /\b(?:containers|ports)\b/.test(text)) return true;
  const path = isRecord(entry) ? entry['path'] : undefined;
  return typeof path === 'string' && isRecord(entry) && isRecord(entry['target']);
};

const inlinePatch = (entry: unknown): readonly InlinePatch[] => {
  const patch = isRecord(entry) ? (entry['patch'] ?? undefined) : entry;
  const text = typeof patch === 'string' && patch.includes(':') ? patch : undefined;
  const target = isRecord(entry) ? entry['target'] : undefined;
  if (text === undefined && !isRecord(target)) return [];
  const own = isRecord(target) || text === undefined ? undefined : plainYaml(text);
  const [kind, name] = own
    ? [textAt(own, 'kind'), textAt(isRecord(own) ? own['metadata'] : undefined, 'name')]
    : [textAt(target, 'kind'), textAt(target, 'name')];
  return [{ ...(kind ? { kind } : {}), ...(name ? { name } : {}), ...(text ? { text } : {}) }];
};

const labelsOf = (value: unknown): AddedLabels => {
  const common = recordAt(value, 'commonLabels');
  const added = { objects: { ...common }, pods: { ...common }, selectors: { ...common } };
  for (const entry of listAt(value, 'labels')) {
    const pairs = recordAt(entry, 'pairs');
    const flag = (name: string): boolean => isRecord(entry) && entry[name] === true;
    Object.assign(added.objects, pairs);
    if (flag('includeSelectors')) Object.assign(added.selectors, pairs);
    if (flag('includeSelectors') || flag('includeTemplates')) Object.assign(added.pods, pairs);
  }
  return added;
};

function* generatedIn(document: Document): Generator<Generated> {
  for (const [key, kind] of [
    ['configMapGenerator', 'ConfigMap'],
    ['secretGenerator', 'Secret'],
  ] as const) {
    const list = document.get(key);
    for (const item of isSeq(list) ? list.items : []) {
      const name = isMap(item) ? item.get('name', true) : undefined;
      if (!isScalar(name) || typeof name.value !== 'string' || !name.range) continue;
      const keys = isMap(item) ? literalKeys(item.toJS(document)) : undefined;
      const at: Span = [name.range[0], name.range[1]];
      yield { kind, name: name.value, at, ...(keys ? { keys } : {}) };
    }
  }
}

/** The keys of a generator's literals; undefined where files or another kustomization add some. */
const literalKeys = (generator: unknown): readonly string[] | undefined => {
  if (!isRecord(generator) || ['files', 'envs', 'env'].some((field) => field in generator))
    return undefined;
  if ((generator['behavior'] ?? 'create') !== 'create') return undefined;
  const keys = listAt(generator, 'literals').map((each) =>
    typeof each === 'string' ? /^([^=$\s]+)=/.exec(each)?.[1] : undefined,
  );
  return keys.every((key) => key !== undefined) ? keys : undefined;
};

const listAt = (value: unknown, key: string): readonly unknown[] => {
  const list = isRecord(value) ? value[key] : undefined;
  return Array.isArray(list) ? list : [];
};

const textAt = (value: unknown, key: string): string => {
  const text = isRecord(value) ? value[key] : undefined;
  return typeof text === 'string' ? text : '';
};

const recordAt = (value: unknown, key: string): Labels =>
  scalarEntries(isRecord(value) ? value[key] : undefined);

/** The entries of a mapping whose values are scalars, as text. */
export const scalarEntries = (value: unknown): Labels =>
  Object.fromEntries(
    Object.entries(isRecord(value) ? value : {}).flatMap(([key, each]) =>
      typeof each === 'string' || typeof each === 'number' || typeof each === 'boolean'
        ? [[key, String(each)]]
        : [],
    ),
  );

const texts = (values: readonly unknown[]): readonly string[] =>
  values.filter((each) => typeof each === 'string');

/** Whether a value is a mapping. */
export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A scalar as text; anything else is empty, since a mapping may hold its own `toString`. */
export const scalarText = (value: unknown): string =>
  typeof value === 'object' ? '' : String(value ?? '');

/** The plain value of a YAML text, or undefined when it cannot be read. */
export const plainYaml = (text: string): unknown => parsed(text)?.value;

const parsed = (
  text: string,
): { readonly document: Document; readonly value: unknown } | undefined => {
  try {
    const document = parseDocument(text, { logLevel: 'silent' });
    if (document.errors.length > 0) return undefined;
    // A bomb of aliases is found here.
    return { document, value: document.toJS() };
  } catch {
    return undefined;
  }
};
