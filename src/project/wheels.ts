import { compare, satisfies, valid, validRange } from '@renovatebot/pep440';
import { type PythonKnowledge, packageFacts, type WheelRow } from '../data/python-knowledge.ts';
import { recent, several } from '../text/memo.ts';

/** What PyPI has of a release. */
export interface ReleaseFiles {
  /** The minor versions of CPython 3 that a wheel is for. */
  readonly glibc: readonly number[];
  readonly musl: readonly number[];
  readonly sources: boolean;
}

type Wheels = Pick<PythonKnowledge, 'wheels'>;

/** The release that a requirement pins, without a local part; undefined for any other requirement, and for early releases. */
export const pinnedRelease = (version: string): string | undefined =>
  /^={2,3}v?(\d+(?:\.\d+)*(?:\.post\d+)?)(?:\+[\w.]+)?$/.exec(version)?.[1];

/** What PyPI has of a pinned release: of itself where it was read (`exact`), else of the releases beside it. */
export interface Around {
  readonly exact: boolean;
  readonly files: readonly ReleaseFiles[];
}

/** What PyPI has of a release; undefined when it is not known, or one wheel fits every system. */
export const filesOfRelease = (
  name: string,
  release: string,
  { wheels }: Wheels,
): Around | undefined => filesIn(wheels)(name)(release);

// To compare versions takes long, and the same are pinned after each edit.
const filesIn = recent((wheels: Wheels['wheels']) =>
  several((name: string) => several((release: string) => around(name, release, wheels))),
);

const around = (name: string, release: string, wheels: Wheels['wheels']): Around | undefined => {
  const rows = Object.hasOwn(wheels, name) ? wheels[name] : undefined;
  if (!rows || !valid(release)) return undefined;
  const before = rows.findLast(([each]) => compare(each, release) <= 0);
  const next = rows.find(([each]) => compare(each, release) >= 0);
  if (!next || (!before && !sameMinor(next[0], release))) return undefined;
  const files = readRows(!before || before === next ? [next] : [before, next]);
  const exact = before === next;
  return files && (exact || isSteady(rows)) ? { exact, files } : undefined;
};

/** Whether no release read is for older Pythons only than the one before, as where old series still get new releases. */
const isSteady = (rows: readonly WheelRow[]): boolean => {
  const newest = (readRows(rows) ?? []).map(({ glibc }) => Math.max(0, ...glibc));
  return newest.every((each, i) => i === 0 || each >= (newest[i - 1] ?? 0));
};

/** Whether a release surely has no wheel for a Python. Releases come to newer Pythons and leave older ones, so that those beside it tell of newer ones only. */
export const lacksWheel = (
  { exact, files }: Around,
  libc: 'glibc' | 'musl',
  minor: number,
): boolean =>
  files.every(({ [libc]: minors }) =>
    exact ? !minors.includes(minor) : minors.length > 0 && minor > Math.max(...minors),
  );

/** What PyPI has of all releases that were read; undefined when they are not known, or one wheel fits every system. */
export const filesOfAll = (
  name: string,
  { wheels }: Wheels,
): readonly ReleaseFiles[] | undefined => {
  const rows = Object.hasOwn(wheels, name) ? wheels[name] : undefined;
  return rows && readRows(rows);
};

const readRows = (rows: readonly WheelRow[]): readonly ReleaseFiles[] | undefined =>
  rows.some(([, what]) => what === 'any') ? undefined : rows.map(([, what]) => filesOf(what));

// Few texts say it for all releases.
const filesOf = several((what: string): ReleaseFiles => {
  const [glibc = '', musl = '', sources] = what.split('|');
  return { glibc: minorsOf(glibc), musl: minorsOf(musl), sources: sources === 's' };
}, 1024);

const minorsOf = (ranges: string): readonly number[] =>
  ranges === ''
    ? []
    : ranges.split(',').flatMap((range) => {
        const [first = '', last = first] = range.split('-');
        return Array.from(
          { length: Number(last) - Number(first) + 1 },
          (_, i) => Number(first) + i,
        );
      });

/** Whether two releases are of one minor release: `2.1.0` and `2.1.3`. */
export const sameMinor = (a: string, b: string): boolean =>
  a.split('.').slice(0, 2).join('.') === b.split('.').slice(0, 2).join('.');

/** Whether a release takes a Python, by what it says itself; undefined when that is not known. */
export const takesPython = (
  name: string,
  release: string,
  python: string,
  knowledge: Pick<PythonKnowledge, 'packages'>,
): boolean | undefined => {
  const facts = packageFacts(knowledge, name);
  const after = facts?.v.find((each) => compare(each, release) >= 0);
  if (!facts || after === undefined) return undefined;
  const ranges = [release, after].map(
    (each) => facts.p.findLast(([from]) => compare(from, each) <= 0)?.[1],
  );
  const answers = new Set(
    ranges.map((range) => (range === undefined ? undefined : inRange(`${python}.0`, range))),
  );
  return answers.size === 1 ? [...answers][0] : undefined;
};

const inRange = (python: string, range: string): boolean | undefined => {
  if (range === '') return true;
  if (!validRange(range)) return undefined;
  try {
    return satisfies(python, range);
  } catch {
    return undefined;
  }
};
