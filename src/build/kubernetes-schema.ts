import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type {
  KubernetesDocs,
  KubernetesSchema,
  SchemaType,
  Shape,
  SimpleShape,
} from '../data/kubernetes-schema.ts';
import { withLimits } from './kubernetes-limits.ts';
import { machineLearningTypes, withMachineLearning } from './kubernetes-ml-types.ts';

/** The content files `kubernetes` and `kubernetes-docs`. */
export interface CompiledSchema {
  readonly schema: KubernetesSchema;
  readonly docs: KubernetesDocs;
}

interface Source {
  /** The exported name that other files use: `IoK8sApiCoreV1Container`. */
  readonly id: string;
  readonly comment?: string;
  readonly fields: readonly Field[];
}

interface Field {
  readonly name: string;
  readonly optional: boolean;
  readonly type: string;
  readonly comment?: string;
}

const packages = [
  { folder: 'kubernetes-models', prefix: '' },
  { folder: '@kubernetes-models/apimachinery', prefix: '' },
];

/** Names whose shape is not that of their interface. */
const special: Readonly<Record<string, SimpleShape>> = {
  'util/intstr/IntOrString': 'int-or-string',
  'api/resource/Quantity': 'quantity',
  'meta/v1/Time': 'date-time',
  'meta/v1/MicroTime': 'date-time',
  'meta/v1/ManagedFieldsEntry': 'any',
};

/** What the cluster writes is not judged. */
const written = /Status$/;

/** JSON schemas inside CustomResourceDefinitions are not followed. */
const free = /\/JSON(?:Schema\w*)?$/;

/** Compiles the Kubernetes types from the npm packages that describe them; `root` is the repository. */
export const compileSchema = (root: string): CompiledSchema => {
  const sources = new Map<string, Source>();
  const folders = new Map<string, string>();
  for (const { folder } of packages) {
    const base = join(root, 'node_modules', folder);
    for (const path of readdirSync(base, { recursive: true, encoding: 'utf8' }).sort()) {
      if (!path.endsWith('.d.ts') || path.startsWith('_schemas') || path.endsWith('index.d.ts'))
        continue;
      const source = readSource(readFileSync(join(base, path), 'utf8'));
      const name = path.slice(0, -'.d.ts'.length).replace(/^apis\//, '');
      if (!source) continue;
      sources.set(name, source);
      folders.set(source.id, join(base, '_schemas'));
    }
  }
  const names = new Map([...sources].map(([name, { id }]) => [id, name]));
  return compile(sources, names, (id) =>
    readFileSync(join(folders.get(id) ?? '', `${id}.js`), 'utf8'),
  );
};

const compile = (
  sources: Map<string, Source>,
  names: ReadonlyMap<string, string>,
  validator: (id: string) => string,
): CompiledSchema => {
  const kinds: Record<string, string> = {};
  for (const [name, { fields }] of sources) {
    const apiVersion = literal(fields, 'apiVersion');
    const kind = literal(fields, 'kind');
    if (apiVersion && kind && !kind.endsWith('List')) kinds[`${apiVersion} ${kind}`] = name;
  }
  const roots = new Set(Object.values(kinds));
  const types: Record<string, SchemaType> = {};
  const docs: Record<string, Record<string, string>> = {};
  const waiting = [...roots];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    const source = sources.get(name);
    if (!source || types[name]) continue;
    const precise = preciseShapes(validator(source.id));
    const properties: Record<string, Shape> = {};
    for (const field of source.fields) {
      const inline = inlineFields(field);
      const type = `${name}.${field.name}`;
      if (inline) sources.set(type, { id: source.id, fields: inline });
      const shape = toShape(field, names, sources, precise, type);
      properties[field.name] = shape;
      const next = referenced(shape);
      if (next) waiting.push(next);
    }
    types[name] = {
      properties: sorted(properties),
      required: source.fields.flatMap(({ optional, name: each }) => (optional ? [] : [each])),
    };
    docs[name] = describe(source);
  }
  const learning = machineLearningTypes(types);
  return {
    schema: {
      kinds: sorted({ ...kinds, ...learning.kinds }),
      types: sorted({ ...withLimits(types, kinds), ...learning.types }),
    },
    docs: sorted(withMachineLearning(docs)),
  };
};

const describe = ({ comment, fields }: Source): Record<string, string> => ({
  ...(comment ? { '': comment } : {}),
  ...Object.fromEntries(
    fields.flatMap(({ name, comment: text }) => (text ? [[name, text] as const] : [])),
  ),
});

const sorted = <T>(record: Readonly<Record<string, T>>): Record<string, T> =>
  Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));

const literal = (fields: readonly Field[], name: string): string | undefined =>
  /^"([^"]+)"$/.exec(fields.find((field) => field.name === name)?.type ?? '')?.[1];

/** Reads one `.d.ts` file of the packages; undefined when it declares no type. */
const readSource = (text: string): Source | undefined => {
  const id = /export type \{ \w+ as I(Io\w+)/.exec(text)?.[1];
  if (!id) return undefined;
  const head = /(?:\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s*)?export interface \w+[^{]*\{/.exec(text);
  if (!head) return { id, fields: [] };
  const start = head.index + head[0].length;
  return {
    id,
    ...(head[1] ? { comment: plainComment(head[1]) } : {}),
    fields: readFields(text.slice(start, text.indexOf('\n}', start))),
  };
};

const readFields = (body: string): readonly Field[] => {
  const field =
    /\s*(?:\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s*)?"([^"]+)"(\?)?:\s*((?:\{[^}]*\}|[^;{])+);/y;
  const fields: Field[] = [];
  let end = 0;
  for (let match = field.exec(body); match; match = field.exec(body)) {
    const [, comment, name = '', optional, type = ''] = match;
    end = field.lastIndex;
    fields.push({
      name,
      optional: optional !== undefined,
      type: type.trim(),
      ...(comment ? { comment: plainComment(comment) } : {}),
    });
  }
  if (body.slice(end).trim() !== '') throw new Error(`Cannot read ${body.slice(end, end + 200)}`);
  return fields;
};

const inlineObject = /^\{\s*(?:\/\*\*|")/;

/** The fields of an object type that is written where it is used. */
const inlineFields = ({ type }: Field): readonly Field[] | undefined => {
  const body = /^(?:Array<)?(\{[\s\S]*\})>?$/.exec(type)?.[1];
  return body && inlineObject.test(body) ? readFields(body.slice(1, -1)) : undefined;
};

const plainComment = (comment: string): string =>
  comment
    .split('\n')
    .map((line) => line.replace(/^\s*\* ?/, ''))
    .join('\n')
    .trim();

const toShape = (
  { name, type }: Field,
  names: ReadonlyMap<string, string>,
  sources: ReadonlyMap<string, Source>,
  precise: ReadonlyMap<string, SimpleShape>,
  inline: string,
): Shape => {
  const read = (text: string): Shape => {
    if (text.startsWith('{') && inlineObject.test(text)) return { type: inline };
    const list = /^Array<([\s\S]+)>$/.exec(text)?.[1];
    if (list) return { list: read(list) };
    const map = /^\{\s*\[key: string\]: ([\s\S]+);\s*\}$/.exec(text)?.[1];
    if (map) return { map: read(map) };
    if (/^"[^"]*"$/.test(text)) return 'string';
    if (text.startsWith('"'))
      return { one: [...text.matchAll(/"([^"]*)"/g)].map(([, each = '']) => each) };
    if (text === 'string' || text === 'number') return precise.get(name) ?? text;
    if (text === 'boolean') return 'boolean';
    const target = names.get(text.slice(1));
    if (target === undefined) throw new Error(`The type ${text} of ${name} is not known.`);
    if (special[target]) return special[target];
    if (name === 'status' && written.test(target)) return 'any';
    return free.test(target) || sources.get(target)?.fields.length === 0 ? 'any' : { type: target };
  };
  return read(type);
};

const referenced = (shape: Shape): string | undefined => {
  if (typeof shape === 'string' || 'one' in shape) return undefined;
  if ('type' in shape) return shape.type;
  return referenced('list' in shape ? shape.list : shape.map);
};

/** Integers and formats, which only the compiled validators tell, by field. */
const preciseShapes = (code: string): ReadonlyMap<string, SimpleShape> => {
  const bodies = new Map(
    code.split('function validate').map((part) => [/^\d+/.exec(part)?.[0] ?? '', part]),
  );
  const result = new Map<string, SimpleShape>();
  for (const [, number = '', name = ''] of code.matchAll(/validate(\d+)\(data\.([\w$]+),/g)) {
    const shape = preciseShape(number, bodies);
    if (shape) result.set(name, shape);
  }
  return result;
};

const preciseShape = (
  number: string,
  bodies: ReadonlyMap<string, string>,
): SimpleShape | undefined => {
  const body = bodies.get(number) ?? '';
  const inner = /validate(\d+)\(data\[\w+\]/.exec(body)?.[1];
  if (inner && inner !== number) return preciseShape(inner, bodies);
  const format = /params:\{format:"([^"]+)"/.exec(body)?.[1];
  if (format === 'int32' || format === 'int64' || format === 'byte' || format === 'date-time')
    return format;
  return /params:\{type:"integer"/.test(body) ? 'int64' : undefined;
};
