import type { FixFeedback, FixView, Left, OwnFinding } from '../learn/protocol.ts';
import { Verdict } from './feedback.tsx';
import { Next } from './frame.tsx';
import { HintButton, Hints } from './hints.tsx';
import { Key } from './key.tsx';
import { CodeBlock } from './markup.tsx';
import type { Panel } from './panel.ts';
import { Stem } from './stem.tsx';

/** A document that is mended in the editor; what is left is shown while it is typed in. */
export function Fix({ view, at, panel }: { view: FixView; at: number; panel: Panel }) {
  const { beside, code, feedback, file, left } = view;
  return (
    <section class="fix">
      <Stem difficulty={view.difficulty} stem={view.stem} />
      {beside.map((each) => (
        <details class="beside">
          <summary>{each.path}, as it is</summary>
          <CodeBlock code={each.code} />
        </details>
      ))}
      {feedback ? (
        <>
          <Mended feedback={feedback} panel={panel} />
          <Next at={at} panel={panel} />
        </>
      ) : (
        <>
          {left === undefined && <CodeBlock code={code} />}
          {left && <WhatIsLeft left={left} file={file} />}
          <p class="buttons">
            <button
              type="button"
              class="primary"
              data-key="Enter"
              onClick={() => panel.act({ type: 'mend', at })}
            >
              {left ? `Go to ${file}` : `Open ${file} in the editor`} <Key name="⏎" />
            </button>
            <HintButton left={view.hintsLeft} at={at} panel={panel} />
            {left && (
              <button type="button" onClick={() => panel.act({ type: 'giveUp', at })}>
                Show a solution
              </button>
            )}
          </p>
          <Hints hints={view.hints} />
        </>
      )}
    </section>
  );
}

function WhatIsLeft({ left, file }: { left: readonly Left[]; file: string }) {
  return (
    <section class="left">
      <h2>{leftText(left.length)}</h2>
      <ul>
        {left.map(({ line, message }) => (
          <li>
            {line !== undefined && <strong>Line {line}: </strong>}
            {message}
          </li>
        ))}
      </ul>
      <p class="why">Change {file} in the editor. This list follows as you type.</p>
    </section>
  );
}

/** How much is left to mend, as a heading and for a screen reader. */
export const leftText = (count: number): string =>
  count === 1 ? '1 thing is left' : `${count} things are left`;

function Mended({ feedback, panel }: { feedback: FixFeedback; panel: Panel }) {
  const { ok, own, solution } = feedback;
  return (
    <div class="feedback">
      <Verdict feedback={feedback} />
      {ok && <h3>One way to do it</h3>}
      <CodeBlock code={solution} />
      {own && <InYourFiles own={own} panel={panel} />}
    </div>
  );
}

function InYourFiles({ own, panel }: { own: readonly OwnFinding[]; panel: Panel }) {
  return (
    <section>
      <h3>In your own files</h3>
      {own.length === 0 && <p>Nothing of this kind is left to mend.</p>}
      <ul>
        {own.map((each) => (
          <li>
            <button type="button" class="link" onClick={() => panel.show(each)}>
              {each.path}:{each.line}
            </button>{' '}
            {each.message}
          </li>
        ))}
      </ul>
    </section>
  );
}
