import { compare, satisfies, valid } from '@renovatebot/pep440';
import { type PackageFacts, type PythonKnowledge, packageFacts } from '../data/python-knowledge.ts';
import { markerHolds } from '../syntax/python/marker.ts';
import { normalName } from '../syntax/requirements.ts';
import { once, several } from '../text/memo.ts';
import { sameMinor } from './wheels.ts';

/** A distribution that something installs. */
export interface Wanted {
  /** The name as PyPI compares it. */
  readonly name: string;
  readonly extras: readonly string[];
  /** `==1.2`, `>=1,<2`, or empty for any release. */
  readonly version: string;
  /** What it brings is named beside it. */
  readonly complete?: true;
  /** Only an older release than the newest ones brings it. */
  readonly perhaps?: true;
}

/** All distributions that an install brings. */
export interface Closure {
  /** Their names, in whichever of the fitting releases. */
  readonly names: ReadonlySet<string>;
  /** Those that one of the newest fitting releases brings. */
  readonly likely: ReadonlySet<string>;
  /** Those of which it is not known what they bring. */
  readonly unknown: readonly string[];
}

type Packages = Pick<PythonKnowledge, 'packages'>;

/** Every distribution that may come with some installs: what any release requires that fits, on the Python of that minor version, or on any. */
export const closureOf = (
  wanted: readonly Wanted[],
  python: string | undefined,
  knowledge: Packages,
): Closure => {
  const names = new Set<string>();
  const likely = new Set<string>();
  const seen = new Set<string>();
  const unknown = new Set<string>();
  const queue = wanted.map((each) => ({ ...each }));
  for (let next = queue.shift(); next; next = queue.shift()) {
    const key = `${next.name}[${next.extras.join()}]${next.version}`;
    if (seen.has(key) || (next.perhaps && seen.has(`${key}?`))) continue;
    seen.add(next.perhaps ? `${key}?` : key);
    names.add(next.name);
    if (!next.perhaps) likely.add(next.name);
    if (next.complete) continue;
    const found = broughtBy(knowledge)(python ?? '')(key, next);
    if (next.perhaps)
      queue.push(...(found ?? []).map((each) => ({ ...each, perhaps: true as const })));
    else if (found) queue.push(...found);
    else unknown.add(next.name);
  }
  return { names, likely, unknown: [...unknown] };
};

/** Whether an install surely brings another distribution: each fitting release requires it, itself or through others. */
export const surelyBrings = (
  wanted: Wanted,
  distribution: string,
  python: string | undefined,
  knowledge: Packages,
  depth = 0,
): boolean => {
  if (depth > deepest || !mayBring(knowledge)(distribution)(wanted.name)) return false;
  const facts = packageFacts(knowledge, wanted.name);
  const [first, ...others] = (facts && requirementsFor(facts, wanted.version)) ?? [];
  return (first ?? []).some((line) => {
    const each = readRequirement(line);
    if (!each || markerHolds(each.marker, pythonOf(python)) !== true) return false;
    const inAll = others.every((set) =>
      set.some((other) => readRequirement(other)?.name === each.name),
    );
    return (
      inAll &&
      (each.name === distribution || surelyBrings(each, distribution, python, knowledge, depth + 1))
    );
  });
};

const deepest = 6;

/** Whether any release of a distribution may bring another one, itself or through others. */
const mayBring = once((knowledge: Packages) =>
  several((distribution: string) =>
    several((name: string): boolean => {
      const seen = new Set([name]);
      for (const each of seen) {
        const facts = packageFacts(knowledge, each);
        if (!facts) continue;
        if (namesIn(facts).has(distribution)) return true;
        for (const other of namesIn(facts)) seen.add(other);
      }
      return false;
    }, 4000),
  ),
);

/** The names of all that any release of a distribution requires. */
const namesIn = once(
  ({ r }: PackageFacts): ReadonlySet<string> =>
    new Set(
      r.flatMap(([, lines]) => lines.map((line) => normalName(/^[\w.-]+/.exec(line)?.[0] ?? ''))),
    ),
);

/** The versions of Python that an image may have of which nothing says another. */
const supported: readonly string[] = ['3.8', '3.9', '3.10', '3.11', '3.12', '3.13', '3.14'];

const mayHold = several((marker: string) =>
  several((python: string): boolean => {
    if (marker === '') return true;
    const all = python === '' ? supported : [python];
    return all.some((each) => markerHolds(marker, { python: each }) !== false);
  }),
);

/** Whether a requirement is for a Python that nobody uses any more, or for another system. */
const isOutdated = (line: string): boolean => !mayHold(readRequirement(line)?.marker ?? '')('');

const pythonOf = (python: string | undefined): { readonly python?: string } =>
  python === undefined || python === '' ? {} : { python };

/** What one distribution brings directly; undefined when that is not known. */
const broughtBy = once((knowledge: Packages) =>
  several((python: string) => {
    const known = new Map<string, readonly Wanted[] | undefined>();
    return (key: string, wanted: Wanted): readonly Wanted[] | undefined => {
      if (!known.has(key)) known.set(key, brought(wanted, python, knowledge));
      return known.get(key);
    };
  }),
);

const brought = (
  { extras, name, version }: Wanted,
  python: string,
  knowledge: Packages,
): readonly Wanted[] | undefined => {
  const facts = packageFacts(knowledge, name);
  const sets = facts && requirementsFor(facts, version);
  if (!sets) return undefined;
  const result: Wanted[] = [];
  const likely = new Set([...new Set(sets.slice(-recent))].slice(-newest).flat());
  for (const line of new Set(sets.flat())) {
    const each = readRequirement(line);
    if (!each) return undefined;
    if (!mayHold(each.marker)(python)) continue;
    result.push(likely.has(line) ? each : { ...each, perhaps: true });
  }
  const isNewest = version === `==${facts.v.at(-1)}`;
  for (const extra of extras) {
    const added = facts.x?.[normalName(extra.trim())];
    const former = isNewest ? undefined : facts.w?.[normalName(extra.trim())];
    // pip passes over an extra that a release does not have; an older one may have had it.
    if (!added && !former && version.startsWith('==')) return undefined;
    for (const line of added ?? []) {
      const each = readRequirement(line);
      if (each) result.push(each);
    }
    for (const line of former ?? []) {
      const each = readRequirement(line);
      if (each) result.push({ ...each, perhaps: true });
      else if (version.startsWith('==')) return undefined;
    }
  }
  return result;
};

/** How many of the newest fitting releases may be taken for sure, where nothing says which one is. */
const recent = 10;

/** How many different sets of requirements of these have to be known. */
const newest = 3;

/** What each release requires that a version fits, oldest first; undefined when none of those that were read does. */
const requirementsFor = (
  { r, v }: PackageFacts,
  version: string,
): readonly (readonly string[])[] | undefined => {
  // What never required anything did not in other releases.
  if (r.every(([, requires]) => requires.every(isOutdated))) return [[]];
  const fitting = fittingReleases(v, version);
  if (!fitting) return undefined;
  const sets = fitting.map((release) => linesOf(r, release));
  return sets.length > 0 ? sets : undefined;
};

/** The requirements of a release, as the last release before it that changed them has them. */
const linesOf = (r: PackageFacts['r'], release: string): readonly string[] =>
  r.findLast(([from]) => compare(from, release) <= 0)?.[1] ?? [];

const fittingReleases = (
  releases: readonly string[],
  version: string,
): readonly string[] | undefined => {
  if (version === '') return spread(releases);
  const pinned = /^={2,3}(\d[\w.!+-]*)$/.exec(version)?.[1];
  if (pinned !== undefined) return around(releases, pinned.replace(/\+.*$/, ''));
  const fits = releases.filter((each) => safelySatisfies(each, version));
  if (fits.length > 0) return spread(fits);
  const [, nearest] = /(?:~=|>=|==)\s*(\d+(?:\.\d+)*)/.exec(version) ?? [];
  return nearest === undefined ? undefined : around(releases, nearest);
};

/** The newest patches of minor releases: the newest three of them, and older ones spread evenly over the years, since a project may be built from a lock or a cache that nobody sees. */
const spread = (releases: readonly string[]): readonly string[] => {
  const patches = releases.filter((each, i) => {
    const next = releases[i + 1];
    return next === undefined || !sameMinor(each, next);
  });
  const older = patches.slice(0, -newest);
  const kept = 13;
  if (older.length <= kept) return patches;
  const chosen = Array.from(
    { length: kept },
    (_, i) => older[Math.round((i * (older.length - 1)) / (kept - 1))] ?? '',
  );
  return [...chosen, ...patches.slice(-newest)];
};

/** The releases before and after one that was not read itself; undefined for one outside of those that were. */
const around = (releases: readonly string[], version: string): readonly string[] | undefined => {
  if (!valid(version)) return undefined;
  const before = releases.findLast((each) => compare(each, version) <= 0);
  const after = releases.find((each) => compare(each, version) >= 0);
  if (before === undefined) {
    // A patch of the first minor release is like the newest patch of it.
    return after !== undefined && sameMinor(after, version) ? [after] : undefined;
  }
  if (after === undefined) return sameMajor(before, version) ? [before] : undefined;
  if (before !== after) return [before, after];
  // Lists of what came with a release were often made with one beside it.
  const minor = releases.findLast(
    (each) => compare(each, version) < 0 && !sameMinor(each, version),
  );
  return minor === undefined ? [before] : [minor, before];
};

const sameMajor = (a: string, b: string): boolean => a.split('.')[0] === b.split('.')[0];

/** Whether a release satisfies a specifier; false for one that cannot be read. */
export const safelySatisfies = (release: string, specifier: string): boolean => {
  try {
    return satisfies(release, specifier);
  } catch {
    return false;
  }
};

/** A requirement of a distribution, as its metadata has it. */
export interface Requirement extends Wanted {
  readonly marker: string;
}

/** What a release requires for sure on a Python; undefined for one that was not read itself. */
export const requirementsOf = (
  name: string,
  release: string,
  python: string | undefined,
  knowledge: Packages,
): readonly Requirement[] | undefined => {
  const facts = packageFacts(knowledge, name);
  if (!facts?.v.some((each) => compare(each, release) === 0)) return undefined;
  return linesOf(facts.r, release).flatMap((line) => holding(line, python) ?? []);
};

/** What a release requires for sure on a Python, with extras of its newest release; of one that was not read, what those beside it do. Undefined where none of them was. */
export const requirementsNear = (
  { extras, name }: Pick<Wanted, 'extras' | 'name'>,
  release: string,
  python: string | undefined,
  knowledge: Packages,
): readonly Requirement[] | undefined => {
  const facts = packageFacts(knowledge, name);
  const near = facts && around(facts.v, release);
  const exact = near?.filter((each) => compare(each, release) === 0) ?? [];
  const lines = (exact.length > 0 ? exact : near)?.flatMap((each) => linesOf(facts?.r ?? [], each));
  const more = extras.flatMap((each) => facts?.x?.[normalName(each.trim())] ?? []);
  return lines && [...new Set([...lines, ...more])].flatMap((line) => holding(line, python) ?? []);
};

const holding = (line: string, python: string | undefined): Requirement | undefined => {
  const requirement = readRequirement(line);
  const holds = requirement && markerHolds(requirement.marker, pythonOf(python)) === true;
  return holds ? requirement : undefined;
};

const readRequirement = several((line: string): Requirement | undefined => {
  const [requirement = '', marker = ''] = line.split(/;(.*)/s);
  const [, name, extras = '', version = ''] =
    /^([A-Za-z0-9][A-Za-z0-9._-]*)(?:\[([^\]]*)\])?(.*)$/.exec(requirement) ?? [];
  if (name === undefined) return undefined;
  return {
    name: normalName(name),
    extras: extras === '' ? [] : extras.split(','),
    version,
    marker,
  };
}, 20_000);
