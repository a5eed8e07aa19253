import type { OrderFeedback, OrderView } from '../learn/protocol.ts';
import { Verdict } from './feedback.tsx';
import { Next } from './frame.tsx';
import { CodeBlock, Inlines } from './markup.tsx';
import type { Panel } from './panel.ts';
import { Stem } from './stem.tsx';
import { Submit } from './submit.tsx';
import { confidenceOf } from './sure.tsx';

/** Lines that are moved up and down until they stand right; after the check what they break. */
export function Order({ view, at, panel }: { view: OrderView; at: number; panel: Panel }) {
  return (
    <section>
      <Stem difficulty={view.difficulty} stem={view.stem} />
      {view.feedback ? (
        <>
          <Checked feedback={view.feedback} />
          <Next at={at} panel={panel} />
        </>
      ) : (
        <Lines view={view} at={at} panel={panel} />
      )}
    </section>
  );
}

function Lines({ view, at, panel }: { view: OrderView; at: number; panel: Panel }) {
  const shown = view.lines.map(({ line }) => line);
  const order = panel.draft.order?.length === shown.length ? panel.draft.order : shown;
  const swap = (from: number, to: number) => () => {
    const next = [...order];
    const [one, other] = [next[from], next[to]];
    if (one === undefined || other === undefined) return;
    next[from] = other;
    next[to] = one;
    panel.setDraft({ order: next });
  };
  const check = (event: Event) => {
    event.preventDefault();
    panel.act({ type: 'arrange', at, order, ...confidenceOf(panel) });
  };
  return (
    <form onSubmit={check}>
      <ol class="order" aria-label="Lines in your order">
        {order.map((line, i) => {
          const code = view.lines.find((each) => each.line === line)?.code;
          return (
            code && (
              <li key={line}>
                <span class="moves">
                  <button
                    type="button"
                    aria-label={`Move line ${i + 1} up`}
                    disabled={i === 0}
                    onClick={swap(i, i - 1)}
                  >
                    ↑
                  </button>
                  <button
                    type="button"
                    aria-label={`Move line ${i + 1} down`}
                    disabled={i === order.length - 1}
                    onClick={swap(i, i + 1)}
                  >
                    ↓
                  </button>
                </span>
                <CodeBlock code={code} />
              </li>
            )
          );
        })}
      </ol>
      <Submit view={view} at={at} panel={panel} />
    </form>
  );
}

function Checked({ feedback }: { feedback: OrderFeedback }) {
  const { ok, broken, solution } = feedback;
  return (
    <div class="feedback">
      <Verdict feedback={feedback} />
      {broken.length > 0 && (
        <ul class="reasons">
          {broken.map(({ earlier, later, why }) => (
            <li>
              <CodeBlock code={earlier} />
              <p>comes before</p>
              <CodeBlock code={later} />
              <p>
                <Inlines nodes={why} />
              </p>
            </li>
          ))}
        </ul>
      )}
      <h3>{ok ? 'One right order' : 'A right order'}</h3>
      <ol class="order">
        {solution.map((code) => (
          <li>
            <CodeBlock code={code} />
          </li>
        ))}
      </ol>
    </div>
  );
}
