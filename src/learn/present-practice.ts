import type { BlankOption } from './blanks.ts';
import type { Practice, Step } from './content.ts';
import type { Inline } from './markup.ts';
import { noteOf, verdictOf } from './present-verdict.ts';
import { currentBlanks, currentStage, type Outcome, type Session } from './session.ts';
import { cold, nextStageText, stageAfter, stageText } from './stage.ts';
import type { BlanksFeedback, BlanksView, Solution, WorkedStep } from './view.ts';

/** Shows a worked solution whose last steps are blank, and after the check what belongs there. */
export function presentBlanks(session: Session, item: Practice): BlanksView {
  const { current, at } = session;
  const outcome = session.outcomes.find(({ step }) => step === at);
  const blanks = currentBlanks(session, item);
  return {
    kind: 'blanks',
    item: item.id,
    difficulty: item.difficulty,
    stem: item.stem,
    ...(item.code ? { code: item.code } : {}),
    stage: stageText(currentStage(session) ?? cold),
    steps: item.steps.slice(0, item.steps.length - blanks.length).map(workedStep),
    blanks: blanks.map(({ step, options }) => ({
      ...headOf(item, step),
      options: options.map(({ body }) => body),
    })),
    hints: item.hints.slice(0, current.hints),
    hintsLeft: outcome ? 0 : item.hints.length - current.hints,
    ...(outcome ? { feedback: feedbackOf(session, item, outcome) } : {}),
  };
}

/** A step without what else may stand in its place. */
export const workedStep = ({ title, body }: Step): WorkedStep => ({ title, body });

/** The worked solution of a practice item. */
export function solutionOf({ steps, answer, check, commonMistakes }: Practice): Solution {
  return { steps: steps.map(workedStep), answer, check, commonMistakes };
}

/** When a problem comes back, and how much of its solution is shown then. */
export function practiceNote(session: Session, outcome: Outcome): string | undefined {
  const note = noteOf(session, outcome);
  const step = session.steps[outcome.step];
  const stage = step && 'item' in step ? step.stage : undefined;
  if (stage === undefined) return note;
  const next = nextStageText(stageAfter(stage, { ok: outcome.ok, stage }));
  return note === undefined ? next : `${note} ${next}`;
}

const headOf = ({ steps }: Practice, step: number) => ({
  number: step + 1,
  title: steps[step]?.title ?? [],
});

function feedbackOf(session: Session, item: Practice, outcome: Outcome): BlanksFeedback {
  const note = practiceNote(session, outcome);
  const { choices = [] } = session.current;
  const rank = (option: { readonly correct: boolean; readonly chosen: boolean }): number =>
    option.correct ? 0 : option.chosen ? 1 : 2;
  return {
    ok: outcome.ok,
    verdict: outcome.ok || choices.length < 2 ? verdictOf(outcome) : 'Not all in its place',
    ...(note === undefined ? {} : { note }),
    blanks: currentBlanks(session, item).map(({ step, options }, i) => ({
      ...headOf(item, step),
      options: options
        .map((option, place) => ({
          ...{ number: place + 1, body: option.body, correct: option.correct },
          ...{ chosen: choices[i] === place, why: whereOf(option) },
        }))
        .toSorted((a, b) => rank(a) - rank(b)),
    })),
    solution: solutionOf(item),
  };
}

function whereOf({ correct, from, title }: BlankOption): readonly Inline[] {
  if (correct) return [{ kind: 'text', text: 'It belongs here. The whole solution is below.' }];
  const where = from === undefined ? 'It is another step here: ' : `From a problem on ${from}: `;
  return [{ kind: 'text', text: where }, ...title];
}
