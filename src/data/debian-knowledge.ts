/** A release of Debian that is known. */
export type DebianSuite = 'bullseye' | 'bookworm' | 'trixie';

/** What is known of Debian's packages, compiled by `npm run refresh:debian` from its indexes of amd64. Names are joined by blanks. */
export interface DebianKnowledge {
  /** The date of the facts: `2026-11-22`. */
  readonly facts: string;
  /** The programs that are followed; nothing is known of others. */
  readonly programs: string;
  /** The packages with libraries, and with programs, of which it is known what brings them. */
  readonly libraries: string;
  /** By releases, the packages that they do not have: `bookworm trixie` to names. */
  readonly missing: Readonly<Record<string, string>>;
  /** A package to one that takes its place where it is missing. */
  readonly instead: Readonly<Record<string, string>>;
  /** By programs and libraries, the packages whose install brings them in some release, with all that they depend on. */
  readonly brings: Readonly<Record<string, string>>;
  /** By programs and libraries, the packages that bring them besides when what they recommend is installed too. */
  readonly recommends: Readonly<Record<string, string>>;
  /** The packages whose install brings nothing that is only recommended, in every release that is known. */
  readonly plain: string;
  /** The programs and libraries of Debian's own image, of those of languages in their slim and in their whole form, by release. */
  readonly images: Readonly<Record<'debian' | 'slim' | 'full', Readonly<Record<string, string>>>>;
}

/** Whether a release is known not to have a package. */
export const lacksPackage = ({ missing }: DebianKnowledge, suite: string, name: string): boolean =>
  Object.entries(missing).some(
    ([suites, names]) => suites.split(' ').includes(suite) && names.split(' ').includes(name),
  );

/** Whether a content file holds knowledge of Debian. */
export const isDebianKnowledge = (value: unknown): value is DebianKnowledge =>
  typeof value === 'object' &&
  value !== null &&
  'programs' in value &&
  'missing' in value &&
  'instead' in value &&
  'brings' in value &&
  'recommends' in value &&
  'plain' in value &&
  'images' in value;
