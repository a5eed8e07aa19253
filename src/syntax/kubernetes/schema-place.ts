import { isMap, isScalar, isSeq, type YAMLMap } from 'yaml';
import {
  entryShape,
  type KubernetesSchema,
  type Shape,
  shapeOf,
  typeNamed,
} from '../../data/kubernetes-schema.ts';
import { letters, nearest } from '../../text/nearest.ts';
import type { Belonging } from './schema-problem.ts';

/** An object on the way from the root to a field. */
export interface Level {
  readonly type: string;
  /** In words: `a Deployment`, `spec`, `an entry of containers`. */
  readonly label: string;
  readonly map: YAMLMap;
  /** The keys that are set. */
  readonly keys: ReadonlySet<string>;
}

const farthest = 3;

/** The object near by that has the field: around the one it stands in, or inside it; undefined when there is none or several. */
export const placeOf = (
  schema: KubernetesSchema,
  field: string,
  here: Level,
  around: readonly Level[],
): Belonging | undefined => inside(schema, field, here) ?? outside(schema, field, around);

const outside = (
  schema: KubernetesSchema,
  field: string,
  around: readonly Level[],
): Belonging | undefined => {
  const index = around.findLastIndex(
    ({ type, keys }) => shapeOf(schema, type, field) !== undefined && !keys.has(field),
  );
  const [level, up] = [around[index], around.length - index];
  return level && up <= farthest ? { label: level.label, to: up } : undefined;
};

const inside = (
  schema: KubernetesSchema,
  field: string,
  { type, map, keys }: Level,
): Belonging | undefined => {
  const fields = Object.entries(schema.types[type]?.properties ?? {});
  const having = fields.filter(([, shape]) => {
    const child = typeNamed(shape);
    return child !== undefined && shapeOf(schema, child, field) !== undefined;
  });
  const present = having.filter(([name]) => keys.has(name));
  const free = present.filter(([name]) => {
    const value = map.get(name);
    return !isMap(value) || !value.has(field);
  });
  const [only, second] = present.length > 0 ? free : having;
  if (!only || (second && present.length === 0)) return undefined;
  const [name, shape] = only;
  return { label: labelOf(name, shape), ...(entryShape(shape) === shape ? { to: name } : {}) };
};

/** The field that an unknown key is nearest to, that is not set yet and that can hold the value; `sure` when only case or a letter differ. */
export const fieldMeant = (
  key: string,
  value: unknown,
  fields: Readonly<Record<string, Shape>>,
  { keys }: Level,
): { readonly field: string; readonly sure: boolean; readonly letters: number } | undefined => {
  const free = Object.entries(fields).filter(
    ([field, shape]) => !keys.has(field) && canHold(shape, value),
  );
  const field = nearest(
    key,
    free.map(([each]) => each),
  );
  if (field === undefined) return undefined;
  return { field, sure: isOneSlip(key, field), letters: letters(key, field) };
};

/** The field that an object lacks and of whose name an unknown key is the beginning or the end: `claimName` for `name`. */
export const lackingMeant = (
  schema: KubernetesSchema,
  key: string,
  value: unknown,
  { type, keys }: Level,
): string | undefined => {
  const { limits, properties = {}, required = [] } = schema.types[type] ?? {};
  const part = key.toLowerCase();
  const found = [...required, ...(limits?.needed ?? [])].filter((field) => {
    const whole = field.toLowerCase();
    const shape = properties[field];
    return (
      !keys.has(field) &&
      (whole.startsWith(part) || whole.endsWith(part)) &&
      shape !== undefined &&
      canHold(shape, value)
    );
  });
  return part.length > 2 && found.length === 1 ? found[0] : undefined;
};

/** Fields of old versions, by the type and the field that now holds what they say. */
const moved: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'networking.k8s.io/v1/IngressBackend': { serviceName: 'service', servicePort: 'service' },
  'networking.k8s.io/v1/IngressSpec': { backend: 'defaultBackend' },
};

/** The field that holds what an old version kept under a key; undefined for other keys, and where it is set. */
export const movedTo = (key: string, { type, keys }: Level): string | undefined => {
  const fields = Object.hasOwn(moved, type) ? moved[type] : undefined;
  const field = fields && Object.hasOwn(fields, key) ? fields[key] : undefined;
  return field === undefined || keys.has(field) ? undefined : field;
};

const canHold = (shape: Shape, value: unknown): boolean => {
  if (shape === 'any' || (isScalar(value) && value.value === null)) return true;
  const parts = typeof shape === 'object' && !('one' in shape);
  if (isScalar(value)) return !parts;
  if (isSeq(value)) return parts && 'list' in shape;
  return !isMap(value) || (parts && !('list' in shape));
};

/** Whether case, one letter, or two that changed places, make the difference between two words. */
export const isOneSlip = (one: string, other: string): boolean => {
  const [a, b] = [one.toLowerCase(), other.toLowerCase()];
  let start = 0;
  while (start < a.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a.at(-1 - end) === b.at(-1 - end))
    end++;
  const rest = Math.max(a.length, b.length) - start - end;
  return rest <= (a.length === b.length ? 2 : 1);
};

/** Whether a field is named as those of a type are: two words or more, of which one is a word of theirs. */
export const isAkin = (field: string, fields: readonly string[]): boolean => {
  if (!/^[a-z]+(?:[A-Z][a-z]+)+$/.test(field)) return false;
  const words = wordsOf(field);
  return fields.some((each) => wordsOf(each).some((word) => words.includes(word)));
};

const wordsOf = (field: string): readonly string[] =>
  field
    .split(/(?=[A-Z])/)
    .map((word) => word.toLowerCase())
    .filter((word) => word.length > 3);

/** An object that stands under a key, in words. */
export const labelOf = (key: string, shape: Shape): string =>
  entryShape(shape) === shape ? key : `an entry of ${key}`;

/** The kind of an object with its article. */
export const kindLabel = (kind: string): string => `${/^[AEIOU]/.test(kind) ? 'an' : 'a'} ${kind}`;

/** The name of a named entry, such as a variable of `env`. */
export const entryName = (map: YAMLMap): string | undefined => {
  const name = map.get('name', true);
  return isScalar(name) && typeof name.value === 'string' && name.value !== ''
    ? name.value
    : undefined;
};
