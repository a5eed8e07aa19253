import { knownWords } from '../data/known-words.ts';
import { slipOf } from '../text/nearest.ts';

/** The name that another one is most likely a typo of; undefined when none is, or when what differs is a word of its own. */
export const closestTypo = (name: string, candidates: Iterable<string>): string | undefined =>
  slipOf(name, candidates, knownWords);
