import type { DoneView, EmptyView, ResultView } from '../learn/protocol.ts';
import { Day } from './day.tsx';
import { FeedbackBlock } from './feedback.tsx';
import { NextStep } from './frame.tsx';
import { CodeBlock, Excerpts, Inlines } from './markup.tsx';
import type { Panel } from './panel.ts';

/** The verdict of a test, then each question with all its reasons. */
export function Result({ view, panel }: { view: ResultView; panel: Panel }) {
  return (
    <>
      <h1 tabIndex={-1} class={`verdict ${view.verdict}`}>
        {view.heading}: {view.points} of {view.of} {view.unit}
      </h1>
      {view.confirmOn !== undefined && (
        <p>
          Strong today. Confirm it on <Day at={view.confirmOn} />: three questions then show whether
          it has stayed.
        </p>
      )}
      <table>
        <thead>
          <tr>
            <th scope="col">Questions</th>
            <th scope="col">Right</th>
          </tr>
        </thead>
        <tbody>
          {view.rows.map(({ label, right, of }) => (
            <tr>
              <th scope="row">{label}</th>
              <td>
                {right} of {of}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <NextStep next={view.next} panel={panel} />
      <h2>Review</h2>
      {view.review.map((entry, i) => (
        <details class="review" open={!entry.feedback.ok}>
          <summary>
            <span aria-hidden="true">{entry.feedback.ok ? '✓' : '✗'}</span>
            <span class="hidden">{entry.feedback.ok ? 'Right' : 'Wrong'}</span> {i + 1}.{' '}
            <Inlines nodes={entry.stem} />
          </summary>
          {entry.code && <CodeBlock code={entry.code} />}
          <Excerpts view={entry} panel={panel} />
          <FeedbackBlock feedback={entry.feedback} />
        </details>
      ))}
    </>
  );
}

/** The end of a session: what was right, how well sureness fitted, what comes next. */
export function Done({ view, panel }: { view: DoneView; panel: Panel }) {
  return (
    <>
      <h1 tabIndex={-1}>
        {view.asked === 0 ? 'Done' : `Done: ${view.right} of ${view.asked} right`}
      </h1>
      {view.calibration.length > 0 && (
        <ul>
          {view.calibration.map(({ confidence, right, of }) => (
            <li>
              When you said “{confidence}”, {right} of {of} were right.
            </li>
          ))}
        </ul>
      )}
      <NextStep next={view.next} panel={panel} />
      <p class="buttons">
        {view.again.map(({ label, request }) => (
          <button type="button" onClick={() => panel.open(request)}>
            {label}
          </button>
        ))}
      </p>
    </>
  );
}

/** Says why there is nothing, and what to do instead. */
export function Empty({ view, panel }: { view: EmptyView; panel: Panel }) {
  return (
    <>
      <h1 tabIndex={-1}>{view.title}</h1>
      <p>{view.message}</p>
      <NextStep next={view.next} panel={panel} />
    </>
  );
}
