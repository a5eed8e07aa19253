import type { QuestionView } from '../learn/protocol.ts';
import { FeedbackBlock } from './feedback.tsx';
import { Next } from './frame.tsx';
import { Key } from './key.tsx';
import { CodeBlock, Excerpts, Inlines } from './markup.tsx';
import type { Panel } from './panel.ts';
import { hasMoreSteps, Worked } from './practice.tsx';
import { Stem } from './stem.tsx';
import { Submit } from './submit.tsx';
import { confidenceOf } from './sure.tsx';

/** A question with options; after the check the reason of each option takes their place. */
export function Question({ view, at, panel }: { view: QuestionView; at: number; panel: Panel }) {
  return (
    <section>
      <Stem difficulty={view.difficulty} stem={view.stem} />
      {view.code && <CodeBlock code={view.code} />}
      <Excerpts view={view} panel={panel} />
      {view.feedback ? (
        <>
          <FeedbackBlock feedback={view.feedback} />
          <Next at={at} panel={panel} />
        </>
      ) : (
        <>
          {view.practice && <Worked practice={view.practice} panel={panel} />}
          {!hasMoreSteps(view.practice, panel) && <Options view={view} at={at} panel={panel} />}
        </>
      )}
    </section>
  );
}

function Options({ view, at, panel }: { view: QuestionView; at: number; panel: Panel }) {
  const { choice } = panel.draft;
  const check = (event: Event) => {
    event.preventDefault();
    if (choice !== undefined) panel.act({ type: 'check', at, choice, ...confidenceOf(panel) });
  };
  return (
    <form onSubmit={check}>
      <fieldset class="options">
        <legend>Choose one</legend>
        {view.options.map((option, i) => (
          <label>
            <input
              type="radio"
              name="option"
              data-key={i + 1}
              checked={choice === option.choice}
              onChange={() => panel.setDraft({ choice: option.choice })}
            />
            <Key name={i + 1} />
            <span>
              <Inlines nodes={option.text} />
            </span>
          </label>
        ))}
      </fieldset>
      <Submit
        view={view}
        at={at}
        panel={panel}
        label={view.mode === 'test' ? 'Answer' : 'Check'}
        disabled={choice === undefined}
      />
    </form>
  );
}
