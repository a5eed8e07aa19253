import type { CardView } from '../learn/protocol.ts';
import { Key } from './key.tsx';
import { Inlines } from './markup.tsx';
import type { Panel } from './panel.ts';
import { confidenceOf, Sure } from './sure.tsx';

/** A question to answer from memory: reveal, compare, mark yourself. */
export function Card({ view, at, panel }: { view: CardView; at: number; panel: Panel }) {
  const mark = (ok: boolean) => () => panel.act({ type: 'mark', at, ok, ...confidenceOf(panel) });
  return (
    <section class="card">
      <p class="level">{view.level}</p>
      <h1 tabIndex={-1}>
        <Inlines nodes={view.question} />
      </h1>
      {view.answer === undefined ? (
        <>
          <p class="why">Answer in your head or aloud, then compare.</p>
          <Sure panel={panel} />
          <p class="buttons">
            <button
              type="button"
              class="primary"
              data-key="Enter"
              onClick={() => panel.act({ type: 'reveal', at })}
            >
              Show the answer <Key name="⏎" />
            </button>
          </p>
        </>
      ) : (
        <>
          <h2 class="verdict" tabIndex={-1}>
            Answer
          </h2>
          <p>
            <Inlines nodes={view.answer} />
          </p>
          <p class="buttons">
            <button type="button" class="primary" data-key="1" onClick={mark(true)}>
              I had it <Key name="1" />
            </button>
            <button type="button" data-key="2" onClick={mark(false)}>
              I did not <Key name="2" />
            </button>
          </p>
        </>
      )}
    </section>
  );
}
