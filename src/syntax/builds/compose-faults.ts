import { slipOf } from '../../text/nearest.ts';
import type { Span } from '../../text/span.ts';
import { type ComposeKey, type ComposeType, composeKeys } from './compose-types.ts';
import type { CheckedYaml, YamlKind, YamlValue } from './yaml-value.ts';

/** Something for which Compose refuses a file as soon as it has read it; `path` is where it is: `services.api.ports`. */
export type ComposeFault = { readonly at: Span; readonly path: string } & (
  | { readonly kind: 'key'; readonly key: string; readonly near?: string }
  | { readonly kind: 'type'; readonly is: YamlKind; readonly wanted: readonly ComposeType[] }
  | { readonly kind: 'word'; readonly word: string; readonly words: readonly string[] }
  | { readonly kind: 'missing'; readonly key: string }
  | { readonly kind: 'twice'; readonly key: string }
  | { readonly kind: 'variable'; readonly text: string }
);

/** The faults of a compose file by the schema of Compose; none of a text that is not one sound document, or that a template makes. */
export const faultsOf = (text: string, yaml: CheckedYaml): readonly ComposeFault[] => {
  const { sound, twice, value } = yaml;
  if (!sound || value?.kind !== 'map' || /\{\{|\{%|<%/.test(text)) return [];
  const budget = { left: mostValues };
  const found = new Map<string, ComposeFault>();
  // A map that several aliases stand for is judged where it is.
  for (const fault of [
    ...twice.flatMap((at) => keyTwice(text, at)),
    ...inMap(value, composeKeys('file'), '', budget),
    ...inVariables(text, value, '', budget),
  ])
    if (!found.has(`${fault.kind}${fault.at[0]}`)) found.set(`${fault.kind}${fault.at[0]}`, fault);
  return [...found.values()];
};

// Aliases of aliases may stand for more than anybody can read.
const mostValues = 40_000;

interface Budget {
  left: number;
}

const keyTwice = (text: string, [start]: Span): readonly ComposeFault[] => {
  const [key = ''] = /^[\w.-]+/.exec(text.slice(start, start + 80)) ?? [];
  return key === '' ? [] : [{ kind: 'twice', key, at: [start, start + key.length], path: '' }];
};

const joined = (path: string, key: string): string => (path === '' ? key : `${path}.${key}`);

function* inMap(
  value: YamlValue,
  keys: ReadonlyMap<string, ComposeKey>,
  path: string,
  budget: Budget,
): Generator<ComposeFault> {
  const entries = value.entries();
  for (const { key, at, value: each } of entries) {
    if (key.startsWith('x-') || key.includes('$')) continue;
    const known = keys.get(key);
    if (known) {
      // What is empty stands at its key.
      const place = each.kind === 'null' ? at : placeOf(each);
      yield* inValue(each, known.types, joined(path, key), budget, place);
      continue;
    }
    const near = nearKey(key, [...keys.keys()]);
    yield { kind: 'key', key, at, path, ...(near === undefined ? {} : { near }) };
  }
  for (const [key, { needed }] of keys)
    if (needed && !entries.some((each) => each.key === key))
      yield { kind: 'missing', key, at: placeOf(value), path };
}

/** The key that is most likely meant: other signs between its words, another number, or a slip. */
const nearKey = (key: string, keys: readonly string[]): string | undefined =>
  keys.find((each) => bare(each) === bare(key)) ?? slipOf(key, keys);

const bare = (key: string): string =>
  key
    .toLowerCase()
    .replace(/[^a-z]/g, '')
    .replace(/s$/, '');

function* inValue(
  value: YamlValue,
  types: readonly ComposeType[],
  path: string,
  budget: Budget,
  at = placeOf(value),
): Generator<ComposeFault> {
  const { kind, text } = value;
  // What a variable stands for is not known, nor what a tag does.
  if (kind === 'other' || text?.includes('$') || budget.left-- < 0) return;
  const type = types.find((each) => takes(each, kind));
  if (!type) {
    yield { kind: 'type', is: kind, wanted: types, at, path };
    return;
  }
  if (type.is === 'word' && text !== undefined && !type.words.includes(text))
    yield { kind: 'word', word: text, words: type.words, at, path };
  if (type.is === 'map') yield* inMap(value, composeKeys(type.name), path, budget);
  if (type.is === 'free')
    for (const { at: keyAt, key, value: each } of value.entries()) {
      const place = each.kind === 'null' ? keyAt : placeOf(each);
      if (!key.startsWith('x-')) yield* inValue(each, type.of, joined(path, key), budget, place);
    }
  if (type.is === 'list')
    for (const [i, each] of value.items().entries())
      yield* inValue(each, type.of, joined(path, String(i)), budget);
}

/** Where to point for a value: the first key of a map, and the first item of a list. */
const placeOf = (value: YamlValue): Span => {
  const [first] = value.entries();
  const [item] = value.items();
  return first?.at ?? (item ? placeOf(item) : value.at);
};

const takes = ({ is }: ComposeType, kind: YamlKind): boolean => {
  if (is === 'any' || is === kind) return true;
  if (is === 'number') return kind === 'integer';
  return is === 'word' ? kind === 'string' : is === 'free' && kind === 'map';
};

// What Compose fills in: `$$` is a dollar, and what comes after another one without a brace may stand.
const filled = /\$\$|\$\{[A-Za-z_]\w*(?:\}|:?[-+?].*\})|\$\{.{0,40}/g;
const wellFormed = /^\$(?:\$|\{[A-Za-z_]\w*(?:\}|:?[-+?]))/;

function* inVariables(
  source: string,
  value: YamlValue,
  path: string,
  budget: Budget,
): Generator<ComposeFault> {
  const { at, kind, text } = value;
  if (budget.left-- < 0) return;
  if (kind === 'string' && text?.includes('${')) {
    const wrong = text.match(filled)?.find((each) => !wellFormed.test(each));
    const [shown] = /^\$\{[^}\s]*\}?/.exec(wrong ?? '') ?? [];
    const inside = shown === undefined ? -1 : source.slice(...at).indexOf(shown);
    if (shown !== undefined && inside >= 0) {
      const start = at[0] + inside;
      yield { kind: 'variable', text: shown, at: [start, start + shown.length], path };
    }
  }
  for (const { key, value: each } of value.entries())
    yield* inVariables(source, each, joined(path, key), budget);
  for (const [i, each] of value.items().entries())
    yield* inVariables(source, each, joined(path, String(i)), budget);
}
