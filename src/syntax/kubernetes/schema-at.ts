import { isMap, isPair, isScalar, isSeq } from 'yaml';
import { type KubernetesSchema, type Shape, shapeOf } from '../../data/kubernetes-schema.ts';
import { type Span, touches } from '../../text/span.ts';
import type { KeyPath, Resource } from './model.ts';

/** The key or the scalar that stands at an offset. */
export interface Entry {
  readonly path: KeyPath;
  readonly on: 'key' | 'value';
  readonly at: Span;
}

/** The key or scalar of an object at an offset of the file, or undefined between them. */
export const entryAt = ({ root, base }: Resource, offset: number): Entry | undefined => {
  const path: (string | number)[] = [];
  const spanOf = (node: { range?: readonly number[] | null }): Span | undefined => {
    const [start, end] = node.range ?? [];
    return start === undefined || end === undefined ? undefined : [start + base, end + base];
  };
  let node: unknown = root;
  for (;;) {
    if (isScalar(node)) {
      const at = spanOf(node);
      return at && touches(at, offset) ? { path, on: 'value', at } : undefined;
    }
    if (isMap(node)) {
      let next: unknown;
      for (const { key, value } of node.items.filter(isPair)) {
        if (!isScalar(key)) continue;
        const at = spanOf(key);
        if (at && touches(at, offset)) return { path: [...path, String(key.value)], on: 'key', at };
        const inside = isMap(value) || isSeq(value) || isScalar(value) ? spanOf(value) : undefined;
        if (!inside || !touches(inside, offset)) continue;
        path.push(String(key.value));
        next = value;
        break;
      }
      node = next;
    } else if (isSeq(node)) {
      const index = node.items.findIndex((item) => {
        const inside = isMap(item) || isSeq(item) || isScalar(item) ? spanOf(item) : undefined;
        return inside !== undefined && touches(inside, offset);
      });
      if (index < 0) return undefined;
      path.push(index);
      node = node.items[index];
    } else return undefined;
  }
};

/** A field as the schema knows it. */
export interface SchemaField {
  readonly shape: Shape;
  /** The last named field on the way, with the type that has it; missing below mappings with free keys. */
  readonly owner?: string;
  readonly name?: string;
  readonly required: boolean;
}

/** What the schema says of the value at a path below an object of a type, or undefined where it says nothing. */
export const fieldAt = (
  schema: KubernetesSchema,
  type: string,
  path: KeyPath,
): SchemaField | undefined => {
  let field: SchemaField = { shape: { type }, required: false };
  for (const part of path) {
    const { shape } = field;
    if (typeof shape === 'string' || 'one' in shape) return undefined;
    if (typeof part === 'number') {
      if (!('list' in shape)) return undefined;
      field = { ...field, shape: shape.list };
    } else if ('map' in shape) field = { shape: shape.map, required: false };
    else if ('type' in shape) {
      const next = shapeOf(schema, shape.type, part);
      if (next === undefined) return undefined;
      const required = schema.types[shape.type]?.required.includes(part) ?? false;
      field = { shape: next, owner: shape.type, name: part, required };
    } else return undefined;
  }
  return field;
};
