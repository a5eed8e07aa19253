import type { Dockerfile, Pair, Stage } from './model.ts';
import { triggered } from './select.ts';

/** A label as written. */
export interface Label {
  readonly pair: Pair;
  /** The key without quotes. */
  readonly key: string;
  /** Set in images that are built from this one, by ONBUILD. */
  readonly later: boolean;
}

/** The labels of a stage, in order. */
export const labelsIn = ({ instructions }: Stage): readonly Label[] =>
  instructions.flatMap((instruction) => {
    const label = triggered(instruction);
    if (label.keyword !== 'LABEL') return [];
    return label.pairs.map((pair) => ({ pair, key: pair.key.text, later: label !== instruction }));
  });

/** All labels of a file whose keys hold no variable. */
export const labelsOf = ({ stages }: Dockerfile): readonly Label[] =>
  stages.flatMap(labelsIn).filter(({ pair }) => !pair.key.dynamic);
