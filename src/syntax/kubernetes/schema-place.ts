import { isMap, isScalar, isSeq, type YAMLMap } from 'yaml';
import {
  entryShape,
  type KubernetesSchema,
  type Shape,
  shapeOf,
  typeNamed,
} from '../../data/kubernetes-schema.ts';
import { nearest } from '../../text/nearest.ts';
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
): { readonly field: string; readonly sure: boolean } | undefined => {
  const free = Object.entries(fields).filter(
    ([field, shape]) => !keys.has(field) && canHold(shape, value),
  );
  const field = nearest(
    key,
    free.map(([each]) => each),
  );
  if (field === undefined) return undefined;
  return { field, sure: isOneSlip(key, field) };
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
