import type { HomeConcept, HomeView } from '../learn/protocol.ts';
import { NextStep } from './frame.tsx';
import { Inlines } from './markup.tsx';
import type { Panel } from './panel.ts';

/** The overview: the next step, then all modules with their concepts. */
export function Home({ view, panel }: { view: HomeView; panel: Panel }) {
  return (
    <>
      <h1 tabIndex={-1}>Learn</h1>
      <p>{dueText(view.due)}</p>
      <NextStep next={view.suggestion} panel={panel} />
      <Confirmations view={view} panel={panel} />
      <p>
        <button type="button" onClick={() => panel.open({ mode: 'preflight' })}>
          Preflight
        </button>{' '}
        <button type="button" onClick={() => panel.open({ mode: 'map' })}>
          Project map
        </button>{' '}
        <button type="button" onClick={() => panel.open({ mode: 'progress' })}>
          Progress
        </button>
      </p>
      {view.modules.map((module, i) => (
        <details class="module" open={i === 0 || module.concepts.some(isBegun)}>
          <summary>
            <h2>{module.title}</h2>
            <span class="count">{solidText(module.concepts)}</span>
          </summary>
          <ul>
            {module.concepts.map((concept) => (
              <li>
                <ConceptRow concept={concept} panel={panel} />
              </li>
            ))}
          </ul>
        </details>
      ))}
    </>
  );
}

function Confirmations({ view: { confirm, suggestion }, panel }: { view: HomeView; panel: Panel }) {
  const others = confirm.filter(({ label }) => label !== suggestion.label);
  if (others.length === 0) return null;
  return (
    <section>
      <h2>To confirm</h2>
      <ul class="offers">
        {others.map(({ label, why, request }) => (
          <li>
            <button type="button" onClick={() => panel.open(request)}>
              {label}
            </button>{' '}
            <span class="why">{why}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

const isBegun = ({ state }: HomeConcept): boolean => state !== 'new';

function dueText(due: number): string {
  if (due === 0) return 'Nothing is due.';
  return due === 1 ? '1 fact is due for review.' : `${due} facts are due for review.`;
}

function solidText(concepts: readonly HomeConcept[]): string {
  const solid = concepts.filter(({ state }) => state === 'solid').length;
  return `${solid} of ${concepts.length} solid`;
}

function ConceptRow({ concept, panel }: { concept: HomeConcept; panel: Panel }) {
  const { title, summary, standing, state, mastery, due, request } = concept;
  return (
    <button type="button" class="row concept" onClick={() => panel.open(request)}>
      <span class="label">{title}</span>
      <span class={`state ${state}`}>
        {due > 0 ? `${due} due` : state}
        {standing === 'confirmed' && ', confirmed'}
      </span>
      <meter
        min={0}
        max={1}
        value={mastery}
        aria-label={`Mastery ${Math.round(mastery * 100)} %`}
      />
      <span class="why">
        <Inlines nodes={summary} />
      </span>
    </button>
  );
}
