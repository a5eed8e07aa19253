/** The types of Kubernetes objects, as the build compiles them; see src/build/kubernetes-schema.ts. */
export interface KubernetesSchema {
  /** `apiVersion kind` to the name of its type: `apps/v1 Deployment` to `apps/v1/Deployment`. */
  readonly kinds: Readonly<Record<string, string>>;
  readonly types: Readonly<Record<string, SchemaType>>;
}

/** An object with named fields. */
export interface SchemaType {
  readonly properties: Readonly<Record<string, Shape>>;
  /** The fields that the API server wants, in alphabetical order. */
  readonly required: readonly string[];
  readonly limits?: Limits;
  /** Fields that are not listed may be set: the type is known in part. */
  readonly open?: true;
}

/** What the API server refuses although the types fit. */
export interface Limits {
  /** The least and the most of a number, or of one in an object below: `livenessProbe.successThreshold`. */
  readonly numbers?: Readonly<Record<string, readonly [number, number?]>>;
  /** Fields of which at most one may be set. */
  readonly choices?: readonly Choice[];
  readonly names?: Readonly<Record<string, NameForm>>;
  /** The fields that tell the entries of a list apart. */
  readonly unique?: Readonly<Record<string, readonly string[]>>;
  /** Lists whose entries each need a name when there are several. */
  readonly named?: readonly string[];
  /** Mappings of labels, of annotations, and of keys that become files. */
  readonly labels?: readonly string[];
  readonly annotations?: readonly string[];
  readonly keys?: readonly string[];
  /** Required fields that the server takes as empty, or fills in. */
  readonly filled?: readonly string[];
  /** Fields that the server wants although the types do not. */
  readonly needed?: readonly string[];
  /** Fields that take a whole number, or a percentage as text. */
  readonly percents?: readonly string[];
  /** The Kubernetes version that brought a field, or under `''` the kind: `1.29`. */
  readonly since?: Readonly<Record<string, string>>;
  /** The form of `metadata.name`. */
  readonly object?: NameForm;
}

/** Fields of which one may, or must, be set. */
export interface Choice {
  readonly of: readonly string[];
  readonly needed?: true;
}

/** The grammar of a name. */
export type NameForm =
  | 'subdomain'
  | 'label'
  | 'service'
  | 'cronjob'
  | 'variable'
  | 'medium'
  | 'route'
  | 'subpath'
  | 'hostpath'
  | 'label-key'
  | 'label-value'
  | 'annotation-key'
  | 'file-key';

/** What a value must be. */
export type Shape =
  | SimpleShape
  /** One of these words. */
  | { readonly one: readonly string[] }
  | { readonly list: Shape }
  /** Keys of the author's own choice. */
  | { readonly map: Shape }
  /** An object of the type with this name. */
  | { readonly type: string };

/** A shape without parts; `any` is not judged. */
export type SimpleShape =
  | 'string'
  | 'int32'
  | 'int64'
  | 'number'
  | 'boolean'
  | 'byte'
  | 'date-time'
  | 'int-or-string'
  | 'quantity'
  | 'any';

/** The descriptions of types and fields, by type and field; the type's own stands under `''`. */
export type KubernetesDocs = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** Whether a content file holds the schema. */
export const isSchema = (value: unknown): value is KubernetesSchema =>
  typeof value === 'object' && value !== null && 'kinds' in value && 'types' in value;

/** Whether a content file holds descriptions. */
export const isDocs = (value: unknown): value is KubernetesDocs =>
  typeof value === 'object' && value !== null && 'v1/Container' in value;

/** The type of an object, or undefined for a kind that Kubernetes itself does not bring. */
export const typeOfKind = (
  schema: KubernetesSchema,
  apiVersion: string,
  kind: string,
): string | undefined => {
  const key = `${apiVersion} ${kind}`;
  return Object.hasOwn(schema.kinds, key) ? schema.kinds[key] : undefined;
};

/** The shape of a field of a type, or undefined when the type has no such field. */
export const shapeOf = (
  schema: KubernetesSchema,
  type: string,
  field: string,
): Shape | undefined => {
  const properties = schema.types[type]?.properties;
  return properties && Object.hasOwn(properties, field) ? properties[field] : undefined;
};

/** The shape inside lists: what an entry must be. */
export const entryShape = (shape: Shape): Shape =>
  typeof shape === 'object' && 'list' in shape ? entryShape(shape.list) : shape;

/** The name of the object type that a shape leads to, through lists; undefined for maps and scalars. */
export const typeNamed = (shape: Shape): string | undefined => {
  const entry = entryShape(shape);
  return typeof entry === 'object' && 'type' in entry ? entry.type : undefined;
};
