import type { Moved } from './moved-names.ts';

/** What is known of a distribution on PyPI, from the metadata of some of its releases. */
export interface PackageFacts {
  /** The releases that were read, oldest first. */
  readonly v: readonly string[];
  /** What it requires from a release on, oldest first: `starlette<0.42,>=0.40;python_version>'3.8'`. */
  readonly r: readonly (readonly [release: string, requires: readonly string[]])[];
  /** Which Python it wants from a release on: `>=3.9`. */
  readonly p: readonly (readonly [release: string, python: string])[];
  /** The modules of its newest release, dotted where a namespace is shared. */
  readonly m: readonly string[];
  /** What each extra of its newest release adds. */
  readonly x?: Readonly<Record<string, readonly string[]>>;
  /** What extras added in earlier releases and add no more; `?` where that is too much to list. */
  readonly w?: Readonly<Record<string, readonly string[]>>;
  /** The programs that its newest release installs. */
  readonly s?: readonly string[];
}

/** The wheels of a release: for which minor versions of CPython 3 on Linux with glibc, those with musl, and `s` where there are sources: `9-12|9-12|s`; `any` where one fits every system. */
export type WheelRow = readonly [release: string, wheels: string];

/** What is known of Python packages, compiled from the tables of `data/python`. */
export interface PythonKnowledge {
  /** The date of the facts: `2026-11-22`. */
  readonly facts: string;
  /** Import name, dotted where a namespace is shared, to the distributions that bring it; the usual one first. */
  readonly imports: Readonly<Record<string, readonly string[]>>;
  /** Distributions by their normal name. */
  readonly packages: Readonly<Record<string, PackageFacts>>;
  /** Distributions with wheels for single Pythons or systems; releases that are as both beside them are left out. */
  readonly wheels: Readonly<Record<string, readonly WheelRow[]>>;
  /** Standard modules of every supported Python version. */
  readonly standard: readonly string[];
  /** Standard modules that are gone, with the minor version from which on: `3.12`. */
  readonly removed: Readonly<Record<string, string>>;
  /** Names that pip cannot install, as in wrong-names.json; read them with `wrongName`. */
  readonly wrong: Readonly<Record<string, readonly string[]>>;
  /** What distributions had and have no more; read it with `movedFrom`. */
  readonly moved: Readonly<Record<string, Moved>>;
  /** The megabytes that pip downloads for the newest release of a distribution, where it is one or more (x86-64 Linux). */
  readonly sizes: Readonly<Record<string, number>>;
}

/** Whether a content file holds Python knowledge. */
export const isPythonKnowledge = (value: unknown): value is PythonKnowledge =>
  typeof value === 'object' &&
  value !== null &&
  'imports' in value &&
  'packages' in value &&
  'wheels' in value &&
  'standard' in value &&
  'removed' in value &&
  'wrong' in value &&
  'moved' in value &&
  'sizes' in value;

/** The distributions that bring a module, by its longest name that is known; undefined for one that is in no table. */
export const distributionsOf = (
  { imports }: Pick<PythonKnowledge, 'imports'>,
  module: string,
): readonly string[] | undefined => {
  const parts = module.split('.');
  const key = parts
    .map((_, i) => parts.slice(0, parts.length - i).join('.'))
    .find((name) => Object.hasOwn(imports, name));
  return key === undefined ? undefined : imports[key];
};

/** What is known of a distribution; undefined for one that was not read. */
export const packageFacts = (
  { packages }: Pick<PythonKnowledge, 'packages'>,
  name: string,
): PackageFacts | undefined => (Object.hasOwn(packages, name) ? packages[name] : undefined);
