import type { Difficulty } from './content.ts';
import type { Block, Code, Inline } from './markup.ts';

/** One step of a worked solution. */
export interface WorkedStep {
  readonly title: readonly Inline[];
  readonly body: readonly Block[];
}

/** The worked solution of a practice item. */
export interface Solution {
  readonly steps: readonly WorkedStep[];
  readonly answer: readonly Inline[];
  readonly check: readonly Inline[];
  readonly commonMistakes: readonly (readonly Inline[])[];
}

/** A worked solution with blanks; what belongs there is told once they were checked. */
export interface BlanksView {
  readonly kind: 'blanks';
  readonly item: string;
  readonly difficulty: Difficulty;
  readonly stem: readonly Inline[];
  readonly code?: Code;
  /** Which stage it is, in words. */
  readonly stage: string;
  /** The steps that are shown, those of the blanks after them. */
  readonly steps: readonly WorkedStep[];
  readonly blanks: readonly {
    /** The number of the step, from 1. */
    readonly number: number;
    readonly title: readonly Inline[];
    /** In the order shown; the place of one is what to send. */
    readonly options: readonly (readonly Block[])[];
  }[];
  readonly hints: readonly (readonly Inline[])[];
  readonly hintsLeft: number;
  readonly feedback?: BlanksFeedback;
}

/** What is shown after the blanks were checked. */
export interface BlanksFeedback {
  readonly ok: boolean;
  readonly verdict: string;
  readonly note?: string;
  readonly blanks: readonly {
    readonly number: number;
    readonly title: readonly Inline[];
    /** The right one first, then the chosen one, then the others. */
    readonly options: readonly {
      readonly number: number;
      readonly body: readonly Block[];
      readonly correct: boolean;
      readonly chosen: boolean;
      /** Where it belongs. */
      readonly why: readonly Inline[];
    }[];
  }[];
  readonly solution: Solution;
}
