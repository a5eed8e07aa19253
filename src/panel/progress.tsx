import type { ProgressView } from '../learn/protocol.ts';
import { Day } from './day.tsx';
import { NextStep } from './frame.tsx';
import type { Panel } from './panel.ts';

/** A row of a plot: the cells of its table, the first one its name, and the length of its bar. */
interface Row {
  readonly cells: readonly string[];
  /** From 0 to 1. */
  readonly share: number;
}

const said = { certain: 'Certain', fairly: 'Fairly sure', guess: 'A guess' } as const;
const percent = (share: number): string => `${Math.round(share * 100)} %`;

/** How the learning goes: three plots, each beside its numbers in a table. */
export function Progress({ view, panel }: { view: ProgressView; panel: Panel }) {
  const { calibration, facts, forecast, modules, next, tests } = view;
  const most = Math.max(1, ...forecast.map(({ count }) => count));
  const waiting = forecast.reduce((sum, { count }) => sum + count, 0);
  return (
    <>
      <h1 tabIndex={-1}>Progress</h1>
      <p>{facts === 0 ? 'Nothing was asked yet.' : `Facts that were asked so far: ${facts}.`}</p>
      <NextStep next={next} panel={panel} />
      <Plot
        title="Mastery by module"
        head={['Module', 'Mastery', 'Solid']}
        rows={modules.map(({ mastery, of, solid, title }) => ({
          cells: [title, percent(mastery), `${solid} of ${of}`],
          share: mastery,
        }))}
      />
      {tests.length > 0 && <Tests tests={tests} panel={panel} />}
      <Plot
        title="Coming up for review"
        note={waiting === 0 ? 'Nothing comes up within two weeks.' : ''}
        head={['Day', 'Facts']}
        rows={forecast.map(({ count, day }) => ({
          cells: [day, String(count)],
          share: count / most,
        }))}
      />
      {calibration.length > 0 && (
        <Plot
          title="Right answers by how sure you were"
          note="Who is right when certain, and says so when guessing, knows what to learn next."
          head={['You said', 'Right', 'Answers']}
          rows={calibration.map(({ confidence, of, right }) => ({
            cells: [said[confidence], percent(right / of), `${right} of ${of}`],
            share: right / of,
          }))}
        />
      )}
    </>
  );
}

const standings = {
  ...{ provisional: 'Strong', confirmed: 'Strong, confirmed' },
  ...{ developing: 'Developing', weak: 'Weak' },
} as const;

function Tests({ tests, panel }: { tests: ProgressView['tests']; panel: Panel }) {
  return (
    <section>
      <h2>Tests</h2>
      <p class="why">
        A strong test counts for good once three questions, a week later, confirm it.
      </p>
      <table>
        <thead>
          <tr>
            <th scope="col">Concept</th>
            <th scope="col">Verdict</th>
            <td />
          </tr>
        </thead>
        <tbody>
          {tests.map(({ confirm, confirmOn, standing, title }) => (
            <tr>
              <th scope="row">{title}</th>
              <td>{standings[standing]}</td>
              <td>
                {confirm ? (
                  <button type="button" onClick={() => panel.open(confirm.request)}>
                    Confirm<span class="hidden"> {title}</span>
                  </button>
                ) : (
                  confirmOn !== undefined && (
                    <>
                      to confirm on <Day at={confirmOn} />
                    </>
                  )
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

const height = 10;

function Plot({
  title,
  note = '',
  head,
  rows,
}: {
  title: string;
  note?: string;
  head: readonly string[];
  rows: readonly Row[];
}) {
  return (
    <section>
      <h2>{title}</h2>
      {note && <p class="why">{note}</p>}
      <table class="plot">
        <thead>
          <tr>
            {head.map((text) => (
              <th scope="col">{text}</th>
            ))}
            <td />
          </tr>
        </thead>
        <tbody>
          {rows.map(({ cells: [name = '', ...cells], share }) => (
            <tr>
              <th scope="row">{name}</th>
              {cells.map((text) => (
                <td>{text}</td>
              ))}
              <td class="bar">
                <svg
                  role="img"
                  aria-label={`${name}: ${cells[0] ?? ''}`}
                  viewBox={`0 0 100 ${height}`}
                  preserveAspectRatio="none"
                  height={height}
                >
                  <rect class="all" width={100} height={height} />
                  <rect class="part" width={share * 100} height={height} />
                </svg>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
