import type { ObjectFacts } from './facts.ts';
import { canBeMeant, nearestTo } from './links.ts';
import { closestTypo } from './typo.ts';

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
  const wantedLabels = Object.entries(wanted);
  const misses = candidates.flatMap((target) => {
    const labels = labelsOf(target);
    const only = onlyWrong(wantedLabels, labels);
    const label = only && labels[only[0]];
    if (!only || label === undefined || !canBeMeant(from, target)) return [];
    if (!/^[A-Za-z0-9][\w.-]*$/.test(label)) return [];
    // Objects of one name belong together, whatever one of their labels says.
    const likely =
      (from.name !== '' && target.name === from.name) ||
      closestTypo(only[1], [label]) !== undefined;
    return likely ? [{ key: only[0], label, target }] : [];
  });
  const near = nearestTo(
    from.file,
    misses.map(({ target }) => target),
  );
  const [first, second] = misses.filter(({ target }) => near.includes(target));
  return second ? undefined : first;
};

type Label = readonly [key: string, value: string];

/** The one wanted label that is not among those of a candidate; none when several are. */
const onlyWrong = (
  wanted: readonly Label[],
  labels: Readonly<Record<string, string>>,
): Label | undefined => {
  let only: Label | undefined;
  for (const label of wanted) {
    if (labels[label[0]] === label[1]) continue;
    if (only) return undefined;
    only = label;
  }
  return only;
};
