import { compare } from '@renovatebot/pep440';
import { type PythonKnowledge, packageFacts } from '../data/python-knowledge.ts';
import { requirementsNear, safelySatisfies, type Wanted } from './closure.ts';
import { pinnedRelease, takesPython } from './wheels.ts';

const mostRounds = 30;

/** The releases that an install takes on a Python: of each distribution the newest that all others allow. Undefined when one is not known, or where they do not fit together and an installer looks for older ones. */
export const chosenReleases = (
  wanted: readonly Wanted[],
  python: string,
  knowledge: PythonKnowledge,
): ReadonlyMap<string, string> | undefined => {
  let chosen: ReadonlyMap<string, string> = new Map();
  for (let round = 0; round < mostRounds; round++) {
    const next = choose(wanted, chosen, python, knowledge);
    if (!next) return undefined;
    if (same(chosen, next)) return next;
    chosen = next;
  }
  return undefined;
};

const same = (a: ReadonlyMap<string, string>, b: ReadonlyMap<string, string>): boolean =>
  a.size === b.size && [...a].every(([name, release]) => b.get(name) === release);

const choose = (
  wanted: readonly Wanted[],
  chosen: ReadonlyMap<string, string>,
  python: string,
  knowledge: PythonKnowledge,
): ReadonlyMap<string, string> | undefined => {
  const asked = new Map<string, string[]>();
  const ask = ({ name, version }: Pick<Wanted, 'name' | 'version'>): void => {
    const versions = asked.get(name);
    if (versions) versions.push(version);
    else asked.set(name, [version]);
  };
  for (const each of wanted) ask(each);
  const extras = new Map(wanted.map((each) => [each.name, each.extras]));
  const complete = new Set(wanted.flatMap((each) => (each.complete ? each.name : [])));
  for (const [name, release] of chosen) {
    if (complete.has(name)) continue;
    const own = { name, extras: extras.get(name) ?? [] };
    const requires = requirementsNear(own, release, python, knowledge);
    if (!requires) return undefined;
    for (const each of requires) ask(each);
  }
  const next = new Map<string, string>();
  for (const [name, versions] of asked) {
    const release = newest(name, versions, python, knowledge);
    if (release === undefined) return undefined;
    next.set(name, release);
  }
  return next;
};

/** The newest release that satisfies all specifiers and takes the Python; a pinned one itself. */
const newest = (
  name: string,
  versions: readonly string[],
  python: string,
  knowledge: PythonKnowledge,
): string | undefined => {
  const pinned = versions.flatMap((each) => pinnedRelease(each) ?? [])[0];
  const specifiers = versions.filter((each) => each !== '');
  const fits = (release: string): boolean =>
    specifiers.every((each) => safelySatisfies(release, each));
  const last = packageFacts(knowledge, name)?.v.at(-1);
  // A release that requires one of another that is not there yet is passed over.
  if (pinned !== undefined)
    return fits(pinned) && !(last && compare(pinned, last) > 0) ? pinned : undefined;
  const known = packageFacts(knowledge, name)?.v.findLast(
    (release) => fits(release) && takesPython(name, release, python, knowledge) !== false,
  );
  // Not all releases are read: one that is asked for is there.
  return known ?? lowest(specifiers).find(fits);
};

/** The releases that specifiers ask for at least. */
const lowest = (specifiers: readonly string[]): readonly string[] =>
  specifiers.flatMap((each) =>
    each.split(',').flatMap((part) => /^\s*(?:>=|~=)\s*(\d[\w.]*)\s*$/.exec(part)?.[1] ?? []),
  );
