import type { Practice } from './content.ts';
import type { Block, Inline } from './markup.ts';
import { shuffled } from './shuffle.ts';
import type { Stage } from './stage.ts';

/** A step of a solution that is left out, with what may stand there in the order shown. */
export interface Blank {
  /** Its place among the steps. */
  readonly step: number;
  readonly options: readonly BlankOption[];
}

/** What may stand in a blank. */
export interface BlankOption {
  readonly body: readonly Block[];
  readonly correct: boolean;
  /** The title of the step that it belongs to. */
  readonly title: readonly Inline[];
  /** The topic of the other problem that it was taken from; none for a step of this one. */
  readonly from?: string;
}

const mostOptions = 4;
const fewestShown = 1;

/** The steps that are left out in a stage, each with its own text among others; `seed` decides on their order. */
export function blanksOf(
  { id, steps }: Practice,
  stage: Stage | undefined,
  seed: string,
): readonly Blank[] {
  const count = stage === 1 || stage === 2 ? Math.min(stage, steps.length - fewestShown) : 0;
  const first = steps.length - count;
  const left = steps.slice(first);
  return left.map((own, i) => {
    const step = first + i;
    const others = left.filter((each) => each !== own);
    const options: readonly BlankOption[] = [
      { body: own.body, title: own.title, correct: true },
      ...others.map(({ body, title }) => ({ body, title, correct: false })),
      ...(own.decoys ?? []).map((decoy) => ({ ...decoy, correct: false })),
    ];
    return { step, options: shuffled(options.slice(0, mostOptions), `${seed}:${id}:${step}`) };
  });
}
