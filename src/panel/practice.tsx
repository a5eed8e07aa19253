import type { QuestionView, WorkedStep } from '../learn/protocol.ts';
import { Key } from './key.tsx';
import { Blocks, Inlines } from './markup.tsx';
import type { Panel } from './panel.ts';

/** Says how much of the solution is left to the learner. */
export function Stage({ text }: { text: string }) {
  return <p class="why stage">{text}</p>;
}

/** Steps of a solution, each with its title. */
export function Steps({ steps }: { steps: readonly WorkedStep[] }) {
  return (
    <ol class="steps">
      {steps.map(({ title, body }) => (
        <li>
          <p class="step" tabIndex={-1}>
            <Inlines nodes={title} />
          </p>
          <Blocks blocks={body} />
        </li>
      ))}
    </ol>
  );
}

/** Whether steps of the solution are still to be looked at before the question can be answered. */
export const hasMoreSteps = (practice: QuestionView['practice'], { draft }: Panel): boolean =>
  (draft.steps ?? 1) < (practice?.steps.length ?? 0);

/** The stage, and the steps that were looked at so far with a button for the next one. */
export function Worked({
  practice,
  panel,
}: {
  practice: NonNullable<QuestionView['practice']>;
  panel: Panel;
}) {
  const { stage, steps } = practice;
  const count = panel.draft.steps ?? 1;
  const more = () => {
    panel.setDraft({ steps: count + 1 });
    document.querySelector<HTMLElement>('.steps > li:last-child > .step')?.focus();
  };
  return (
    <>
      <Stage text={stage} />
      {steps.length > 0 && <Steps steps={steps.slice(0, count)} />}
      {hasMoreSteps(practice, panel) && (
        <p class="buttons">
          <button type="button" class="primary" data-key="Enter" onClick={more}>
            Next step <Key name="⏎" />
          </button>
          <span class="why">
            {count} of {steps.length}
          </span>
        </p>
      )}
    </>
  );
}
