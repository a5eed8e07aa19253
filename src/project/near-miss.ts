import { nearest } from '../text/nearest.ts';
import type { ObjectFacts } from './facts.ts';
import { nearestTo, sameNamespace } from './links.ts';

/** A label that a selector was likely meant to name. */
export interface Miss<T> {
  readonly key: string;
  readonly label: string;
  readonly target: T;
}

/** The one candidate whose labels differ from those that `from` looks for in a single value that is a likely slip. */
export const nearMiss = <T extends ObjectFacts>(
  from: ObjectFacts,
  wanted: Readonly<Record<string, string>>,
  candidates: readonly T[],
  labelsOf: (candidate: T) => Readonly<Record<string, string>>,
): Miss<T> | undefined => {
  const misses = candidates
    .filter((each) => sameNamespace(from, each))
    .flatMap((target) => {
      const labels = labelsOf(target);
      const wrong = Object.entries(wanted).filter(([key, value]) => labels[key] !== value);
      const [only] = wrong;
      const label = only && labels[only[0]];
      if (wrong.length !== 1 || !only || label === undefined || !/^[A-Za-z0-9][\w.-]*$/.test(label))
        return [];
      const agreed = Object.keys(wanted).length > 1;
      const likely = agreed || target.name === from.name || nearest(only[1], [label]) !== undefined;
      return likely ? [{ key: only[0], label, target }] : [];
    });
  const near = nearestTo(
    from.file,
    misses.map(({ target }) => target),
  );
  const [first, second] = misses.filter(({ target }) => near.includes(target));
  return second ? undefined : first;
};
