import type { Difficulty } from './content.ts';
import type { Verdict } from './log.ts';

/** How many questions of each difficulty a test has. */
export const testPlan: Readonly<Record<Difficulty, number>> = { 1: 3, 2: 4, 3: 3 };

/** One answer of a test. */
export interface Mark {
  readonly difficulty: Difficulty;
  readonly ok: boolean;
}

/** Points (the difficulty of each right answer), the points there were, and the verdict. */
export interface TestScore {
  readonly points: number;
  readonly of: number;
  readonly verdict: Verdict;
}

/**
 * Strong: at least 80 % of the points, at most one easy answer wrong and at most one hard answer
 * wrong (16 of 20 and two of three hard for a full test). Developing: at least half of the points.
 */
export function scoreTest(marks: readonly Mark[]): TestScore {
  const of = total(marks);
  const points = total(marks.filter(({ ok }) => ok));
  const wrong = (difficulty: Difficulty): number =>
    marks.filter((mark) => mark.difficulty === difficulty && !mark.ok).length;
  if (of > 0 && points >= 0.8 * of && wrong(1) <= 1 && wrong(3) <= 1) {
    return { points, of, verdict: 'strong' };
  }
  return { points, of, verdict: of > 0 && points >= 0.5 * of ? 'developing' : 'weak' };
}

const total = (marks: readonly Mark[]): number =>
  marks.reduce((sum, { difficulty }) => sum + difficulty, 0);
