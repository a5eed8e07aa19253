import type { PythonKnowledge } from './python-knowledge.ts';

/** A name that pip finds nothing under, or a release that refuses to be installed. */
export interface WrongName {
  /** The distribution that is meant; missing where none on PyPI is. */
  readonly right?: string;
  readonly why: 'absent' | 'refuses';
}

/** What is wrong with a distribution's normal name; undefined for all that are not known to be wrong. From PyPI's index, by src/build/refresh/wrong-names.py. */
export const wrongName = (
  { wrong }: Pick<PythonKnowledge, 'wrong'>,
  name: string,
): WrongName | undefined => {
  const [right = '', why] = (Object.hasOwn(wrong, name) ? wrong[name] : undefined) ?? [];
  if (why !== 'absent' && why !== 'refuses') return undefined;
  return /^[a-z0-9._-]+$/.test(right) ? { right, why } : { why };
};
