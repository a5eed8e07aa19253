/** What is known of Python packages, compiled from the tables of this folder. */
export interface PythonKnowledge {
  /** The date of the facts: `2026-11-22`. */
  readonly facts: string;
  /** Import name, dotted where a namespace is shared, to the distributions that bring it; the usual one first. */
  readonly imports: Readonly<Record<string, readonly string[]>>;
  /** Distribution to all that its installation brings; missing when not known. */
  readonly closures: Readonly<Record<string, readonly string[]>>;
  /** Distribution to what earlier releases of it brought besides. */
  readonly formerly: Readonly<Record<string, readonly string[]>>;
  /** `uvicorn[standard]` to what the extra adds; missing when not known. */
  readonly extras: Readonly<Record<string, readonly string[]>>;
  /** Standard modules of every supported Python version. */
  readonly standard: readonly string[];
}

/** Whether a content file holds Python knowledge. */
export const isPythonKnowledge = (value: unknown): value is PythonKnowledge =>
  typeof value === 'object' &&
  value !== null &&
  'imports' in value &&
  'closures' in value &&
  'formerly' in value &&
  'extras' in value &&
  'standard' in value;
