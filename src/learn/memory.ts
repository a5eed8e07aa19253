import { fsrs, Rating } from 'ts-fsrs';

/** How well an answer went; there is no "easy", which nobody can see from outside. */
export type Grade = 'again' | 'hard' | 'good';

/** The state of FSRS for a fact. */
export interface Memory {
  /** Days after which nine of ten would be remembered. */
  readonly stability: number;
  /** From 1 to 10. */
  readonly difficulty: number;
  readonly reps: number;
  readonly lapses: number;
  /** The days between the last answer and the next. */
  readonly interval: number;
}

const day = 24 * 60 * 60 * 1000;

const algorithm = fsrs({
  request_retention: 0.9,
  maximum_interval: 365,
  enable_fuzz: false,
  enable_short_term: false,
});

/**
 * The memory of a fact after an answer; `before` is what it was at `lastAt`. Times are milliseconds since the epoch, counted in
 * days of UTC. It asks the algorithm itself, which takes a third of the time of the library's scheduler of cards.
 */
export function memoryAfter(
  before: Memory | undefined,
  lastAt: number,
  at: number,
  grade: Grade,
): Memory {
  const days = before ? Math.max(0, Math.floor(at / day) - Math.floor(lastAt / day)) : 0;
  const recalled = before ? algorithm.forgetting_curve(days, before.stability) : undefined;
  const after = (rating: Rating.Again | Rating.Hard | Rating.Good) => {
    const next = algorithm.next_state(before ?? null, days, rating, recalled);
    return { ...next, interval: algorithm.next_interval(next.stability, days) };
  };
  // The better the answer, the longer the interval: that of a grade depends on those below it.
  const [again, hard] = [after(Rating.Again), after(Rating.Hard)];
  const shortest = Math.min(again.interval, hard.interval);
  const middle = Math.max(hard.interval, shortest + 1);
  const counts = {
    reps: (before?.reps ?? 0) + 1,
    lapses: (before?.lapses ?? 0) + Number(before !== undefined && grade === 'again'),
  };
  if (grade === 'again') return { ...again, ...counts, interval: shortest };
  if (grade === 'hard') return { ...hard, ...counts, interval: middle };
  const good = after(Rating.Good);
  return { ...good, ...counts, interval: Math.max(good.interval, middle + 1) };
}
