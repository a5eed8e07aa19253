import type { PythonKnowledge } from './python-knowledge.ts';

/** What a distribution had and has no more. Modules stand as `langchain.chains`, names of modules as `pydantic:BaseSettings`. */
export interface Moved {
  /** By the first release without them; `=3.15.1` where that may be an earlier one. */
  readonly gone: Readonly<Record<string, readonly string[]>>;
  /** Those of these releases below which an install takes one that can be imported; older ones fail with what they bring. */
  readonly kept: readonly string[];
  /** Where some of them are now: a distribution, and the module or the name. */
  readonly now: Readonly<Record<string, readonly [distribution: string, key: string]>>;
}

/** What the newest release of a distribution lacks of what older ones had; undefined where nothing is known to be gone. */
export const movedFrom = (
  { moved }: Pick<PythonKnowledge, 'moved'>,
  name: string,
): Moved | undefined => (Object.hasOwn(moved, name) ? moved[name] : undefined);
