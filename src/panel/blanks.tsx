import type { BlanksFeedback, BlanksView } from '../learn/protocol.ts';
import { reasonClass, tagsOf, Verdict, WorkedSolution } from './feedback.tsx';
import { Next } from './frame.tsx';
import { Key } from './key.tsx';
import { Blocks, CodeBlock, Inlines } from './markup.tsx';
import type { Panel } from './panel.ts';
import { Stage, Steps } from './practice.tsx';
import { Stem } from './stem.tsx';
import { Submit } from './submit.tsx';
import { confidenceOf } from './sure.tsx';

/** A solution whose last steps are chosen by the learner; after the check what belongs there. */
export function Blanks({ view, at, panel }: { view: BlanksView; at: number; panel: Panel }) {
  return (
    <section class="blanks">
      <Stem difficulty={view.difficulty} stem={view.stem} />
      {view.code && <CodeBlock code={view.code} />}
      {view.feedback ? (
        <>
          <Checked feedback={view.feedback} />
          <Next at={at} panel={panel} />
        </>
      ) : (
        <>
          <Stage text={view.stage} />
          <Steps steps={view.steps} />
          <Choices view={view} at={at} panel={panel} />
        </>
      )}
    </section>
  );
}

function Choices({ view, at, panel }: { view: BlanksView; at: number; panel: Panel }) {
  const chosen = view.blanks.map((_, i) => panel.draft.choices?.[i] ?? null);
  const choices = chosen.filter((choice) => choice !== null);
  const isFull = choices.length === chosen.length;
  // The number keys go to the first blank that is empty, and then to the last.
  const active = isFull ? chosen.length - 1 : chosen.indexOf(null);
  const check = (event: Event) => {
    event.preventDefault();
    if (isFull) panel.act({ type: 'fill', at, choices, ...confidenceOf(panel) });
  };
  return (
    <form onSubmit={check}>
      {view.blanks.map(({ number, options, title }, i) => (
        <fieldset class="options">
          <legend>
            Step {number}: <Inlines nodes={title} />
          </legend>
          {options.map((body, choice) => (
            <label>
              <input
                type="radio"
                name={`blank-${number}`}
                data-key={i === active ? choice + 1 : undefined}
                checked={chosen[i] === choice}
                onChange={() => panel.setDraft({ choices: chosen.with(i, choice) })}
              />
              <Key name={choice + 1} />
              <div class="body">
                <Blocks blocks={body} />
              </div>
            </label>
          ))}
        </fieldset>
      ))}
      <Submit view={view} at={at} panel={panel} disabled={!isFull} />
    </form>
  );
}

function Checked({ feedback }: { feedback: BlanksFeedback }) {
  return (
    <div class="feedback">
      <Verdict feedback={feedback} />
      {feedback.blanks.map(({ number, options, title }) => (
        <>
          <h3>
            Step {number}: <Inlines nodes={title} />
          </h3>
          <ul class="reasons">
            {options.map((option) => (
              <li class={reasonClass(option)}>
                <div class="option">
                  <Key name={option.number} />
                  <div class="body">
                    <Blocks blocks={option.body} />
                  </div>
                  {tagsOf(option).map((tag) => (
                    <span class="tag">{tag}</span>
                  ))}
                </div>
                <p class="why">
                  <Inlines nodes={option.why} />
                </p>
              </li>
            ))}
          </ul>
        </>
      ))}
      <WorkedSolution solution={feedback.solution} />
    </div>
  );
}
