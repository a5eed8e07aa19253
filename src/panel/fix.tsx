import type { FixFeedback, FixView, Left } from '../learn/protocol.ts';
import { NextButton } from './frame.tsx';
import { Hints } from './hints.tsx';
import { Key } from './key.tsx';
import { CodeBlock, Inlines } from './markup.tsx';
import type { Panel } from './panel.ts';

const difficulties = { 1: 'easy', 2: 'medium', 3: 'hard' } as const;

/** A document that is mended in the editor; what is left is shown while it is typed in. */
export function Fix({ view, at, panel }: { view: FixView; at: number; panel: Panel }) {
  const { beside, code, feedback, file, left } = view;
  return (
    <section>
      <p class="level">{difficulties[view.difficulty]}</p>
      <h1 tabIndex={-1}>
        <Inlines nodes={view.stem} />
      </h1>
      {beside.map((each) => (
        <details class="beside">
          <summary>{each.path}, as it is</summary>
          <CodeBlock code={each.code} />
        </details>
      ))}
      {feedback ? (
        <>
          <Mended feedback={feedback} />
          <p class="buttons">
            <NextButton at={at} label="Next" panel={panel} />
          </p>
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
            {view.hintsLeft > 0 && (
              <button
                type="button"
                data-key="h"
                aria-keyshortcuts="H"
                onClick={() => panel.act({ type: 'hint', at })}
              >
                Hint <Key name="H" /> <span class="why">{view.hintsLeft} left</span>
              </button>
            )}
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
    <section class="left" role="status">
      <h2>{left.length === 1 ? '1 thing is left' : `${left.length} things are left`}</h2>
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

function Mended({ feedback }: { feedback: FixFeedback }) {
  const { ok, verdict, note, solution } = feedback;
  return (
    <div class="feedback">
      <h2 class={ok ? 'verdict ok' : 'verdict wrong'} tabIndex={-1}>
        <span aria-hidden="true">{ok ? '✓' : '✗'}</span> {verdict}
      </h2>
      {note && <p class="why">{note}</p>}
      {ok && <h3>One way to do it</h3>}
      <CodeBlock code={solution} />
    </div>
  );
}
