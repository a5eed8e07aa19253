import type { Answer } from './log.ts';

/** How much of a worked solution is left to the learner: nothing, its last step, its last two, or all. */
export const stages = [0, 1, 2, 3] as const;

/** One of the stages. */
export type Stage = (typeof stages)[number];

/** The stage in which no step is shown. */
export const cold: Stage = 3;

/** The stage in an unknown value; nothing when it is none. */
export const readStage = (value: unknown): Stage | undefined =>
  stages.find((stage) => stage === value);

/**
 * The stage after an answer: beyond the one in which it was right, or one before that in which it was wrong. It depends on the
 * stage of the answer, so that one that is told twice, or by a second window, counts once. Without one no step was shown.
 */
export function stageAfter(
  before: Stage,
  { ok, stage = cold }: Pick<Answer, 'ok' | 'stage'>,
): Stage {
  const told = stages[ok ? stage + 1 : stage - 1] ?? stage;
  const isNews = ok ? told > before : told < before;
  return isNews ? told : before;
}

const left: Readonly<Record<Stage, string>> = {
  0: 'the whole solution is shown, step by step',
  1: 'the last step is left to you',
  2: 'the last two steps are left to you',
  3: 'no step is shown',
};

/** Says which stage it is. */
export const stageText = (stage: Stage): string => `Stage ${stage + 1} of 4: ${left[stage]}.`;

/** Says what the learner finds the next time. */
export const nextStageText = (stage: Stage): string => `Next time ${left[stage]}.`;
