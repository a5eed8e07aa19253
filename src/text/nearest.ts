import { distance } from 'fastest-levenshtein';

/** In how many letters two words differ, ignoring case. */
export const letters = (a: string, b: string): number => distance(a.toLowerCase(), b.toLowerCase());

/** The candidate nearest to `word`, ignoring case, within a third of its length; undefined when none is near. */
export const nearest = (word: string, candidates: Iterable<string>): string | undefined => {
  const wanted = word.toLowerCase();
  let best: string | undefined;
  let least = Math.ceil(word.length / 3) + 1;
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - word.length) >= least) continue;
    const cost = distance(wanted, candidate.toLowerCase());
    if (cost >= least) continue;
    least = cost;
    best = candidate;
  }
  return best;
};

/** The candidate that `word` is most likely a slip of: within two letters, no other number or ending letter, and no other word of `known` ones. */
export const slipOf = (
  word: string,
  candidates: Iterable<string>,
  known: ReadonlySet<string> = none,
): string | undefined => {
  const found = nearest(word, candidates);
  if (found === undefined || word.length < 5 || distance(word, found) > 2) return undefined;
  if (bare(word) === bare(found)) return undefined;
  const parts = partsOf(found);
  const others = partsOf(word).filter((part) => !parts.includes(part));
  return others.length > 0 && others.every((part) => known.has(part)) ? undefined : found;
};

const none: ReadonlySet<string> = new Set();

const partsOf = (name: string): readonly string[] => name.toLowerCase().split(/[^a-z]+/);

const bare = (word: string): string => word.replace(/\d+|[-.][^-.]{0,2}$/g, '');
