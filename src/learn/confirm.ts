import type { ConceptMeta, Index, ItemId } from './content.ts';
import type { Confirmed, TestDone, Verdict } from './log.ts';
import type { ConceptProgress, Learner } from './schedule.ts';
import type { Suggestion } from './view.ts';

/** A strong test is confirmed after this time, not before. */
export const confirmAfter = 7 * 24 * 60 * 60 * 1000;

/** How many questions confirm a test. */
export const confirmQuestions = 3;

const fewestRight = 2;

/**
 * Whether that many right answers confirm a strong test. Two of three do: who knows nine of ten fails by chance in 3 of 100 cases
 * then, and in 27 of 100 if all three were asked for.
 */
export const isConfirmed = (right: number, of: number): boolean =>
  of > 0 && right >= Math.min(of, fewestRight);

/** What is kept of the last test of a concept. */
export interface Tested {
  readonly at: number;
  readonly verdict: Verdict;
  /** What was asked in it; older records do not tell. */
  readonly items?: readonly ItemId[];
}

/** What is kept of how a strong test was confirmed, or was not. */
export interface Confirmation {
  /** When that test was done. */
  readonly test: number;
  readonly ok: boolean;
}

/** What tests say of a concept. */
export type Standing = 'provisional' | 'confirmed' | 'developing' | 'weak';

type Tests = Pick<ConceptProgress, 'test' | 'confirm'>;

/** What tests say: a strong one is provisional until it is confirmed, and developing when that failed. */
export function standingOf({ test, confirm }: Tests): Standing | undefined {
  if (!test) return undefined;
  if (test.verdict !== 'strong') return test.verdict;
  if (confirm?.test !== test.at) return 'provisional';
  return confirm.ok ? 'confirmed' : 'developing';
}

/** The tests after a further one: a strong one stays confirmed, and a second one a week later confirms the first. */
export function afterTest(before: Tests, { at, verdict, items }: TestDone): Tests {
  const test: Tested = { at, verdict, ...(items ? { items } : {}) };
  const standing = standingOf(before);
  const again = standing === 'provisional' && at >= dueToConfirm(before);
  const holds = verdict === 'strong' && (standing === 'confirmed' || again);
  // Where the clock went backwards, it may have been confirmed already.
  const isTold = before.confirm?.test === at;
  const confirm = holds && !isTold ? { test: at, ok: true } : before.confirm;
  return { test, ...(confirm ? { confirm } : {}) };
}

/** The tests after three questions: the first answer to a test counts, and none is lost when the clock went backwards. */
export function afterConfirm(before: Tests, { test, ok }: Confirmed): Tests {
  const isNews = (before.confirm?.test ?? -1) < test;
  return isNews ? { ...before, confirm: { test, ok } } : before;
}

/** What two machines know of tests: the later test, and the confirmation of the later one; of one test what failed. */
export function laterTests(one: Tests, other: Tests): Tests {
  const test = (one.test?.at ?? -1) >= (other.test?.at ?? -1) ? one.test : other.test;
  const confirm = laterConfirmation(one.confirm, other.confirm);
  return { ...(test ? { test } : {}), ...(confirm ? { confirm } : {}) };
}

function laterConfirmation(one: Confirmation | undefined, other: Confirmation | undefined) {
  if (!one || !other) return one ?? other;
  if (one.test !== other.test) return one.test > other.test ? one : other;
  return one.ok ? other : one;
}

/** From when on a test can be confirmed. */
export const dueToConfirm = ({ test }: Tests): number =>
  test ? test.at + confirmAfter : Number.POSITIVE_INFINITY;

/** Whether a test waits to be confirmed. */
export const waitsToBeConfirmed = (tests: Tests, now: number): boolean =>
  standingOf(tests) === 'provisional' && dueToConfirm(tests) <= now;

/** Offers to confirm the tests that wait for it, the longest waiting first. */
export function confirmations(index: Index, learner: Learner, now: number): readonly Suggestion[] {
  return index.concepts
    .flatMap((concept) => {
      const progress = learner.concepts.get(concept.id);
      return progress?.test && waitsToBeConfirmed(progress, now)
        ? [{ concept, at: progress.test.at }]
        : [];
    })
    .toSorted((a, b) => a.at - b.at)
    .map(({ concept, at }) => confirmationOf(concept, at));
}

const confirmationOf = ({ id, title }: ConceptMeta, at: number): Suggestion => ({
  label: `Confirm: ${title}`,
  why: 'Its test was strong. Three questions show whether it has stayed.',
  request: { mode: 'test', concept: id, confirm: at },
});
