import type { CheckedLine, CheckedThing, PreflightView } from '../learn/protocol.ts';
import type { Panel } from './panel.ts';

/** What was checked of each image and workload, in the order of a start. */
export function PreflightReport({ view, panel }: { view: PreflightView; panel: Panel }) {
  const { only, things } = view;
  return (
    <>
      <h1 tabIndex={-1}>Preflight</h1>
      <p>
        Will it start? ✓ holds, ✗ is a problem, ? cannot be known from the files. Choose a place to
        see its line.
      </p>
      {only !== undefined && (
        <p>
          <button type="button" class="link" onClick={() => panel.open({ mode: 'preflight' })}>
            All images and workloads
          </button>
        </p>
      )}
      {things.length === 0 && <p>{only} holds no final stage and no workload now.</p>}
      {things.map((thing) => (
        <Thing thing={thing} panel={panel} />
      ))}
    </>
  );
}

function Thing({
  thing: { lines, name, path, summary },
  panel,
}: {
  thing: CheckedThing;
  panel: Panel;
}) {
  return (
    <section class="preflight">
      <h2>{name}</h2>
      <p class="summary">
        {summary}
        {path === name ? '' : `, ${path}`}
      </p>
      <ol>
        {lines.map((line, i) => (
          <Line line={line} first={line.question !== lines[i - 1]?.question} panel={panel} />
        ))}
      </ol>
    </section>
  );
}

const signs = { holds: '✓', broken: '✗', unknown: '?' } as const;
const words = { holds: 'Holds', broken: 'Problem', unknown: 'Not known' } as const;

function Line({ line, first, panel }: { line: CheckedLine; first: boolean; panel: Panel }) {
  const { detail, learn, place, question, state, where } = line;
  return (
    <li class={state}>
      <span class="sign" role="img" aria-label={words[state]}>
        {signs[state]}
      </span>
      <span class={first ? 'question' : 'question again'}>{question}</span>
      <span class="detail">
        {detail}
        {place && (
          <>
            {' '}
            <button type="button" class="link" onClick={() => panel.show(place)}>
              {where}
            </button>
          </>
        )}
        {learn && (
          <>
            {' · '}
            <button
              type="button"
              class="link"
              aria-label={`Learn about: ${detail}`}
              onClick={() => panel.open(learn)}
            >
              Learn
            </button>
          </>
        )}
      </span>
    </li>
  );
}
