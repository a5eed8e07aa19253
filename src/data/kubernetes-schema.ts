/** The types of Kubernetes objects, as the build compiles them; see src/build. */
export interface KubernetesSchema {
  /** `apiVersion kind` to the name of its type. */
  readonly kinds: Readonly<Record<string, string>>;
  readonly types: Readonly<Record<string, SchemaType>>;
}

/** Replaced by the compiled shape. */
export interface SchemaType {
  readonly properties: Readonly<Record<string, unknown>>;
}

/** Whether a content file holds the schema. */
export const isSchema = (value: unknown): value is KubernetesSchema =>
  typeof value === 'object' && value !== null && 'kinds' in value && 'types' in value;
