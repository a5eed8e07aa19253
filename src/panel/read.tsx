import type { ReadView } from '../learn/protocol.ts';
import { Next } from './frame.tsx';
import { Blocks, ExcerptBlock, Inlines } from './markup.tsx';
import type { Panel } from './panel.ts';

/** A concept page, below the finding that it was opened from. */
export function Read({ view, at, panel }: { view: ReadView; at: number; panel: Panel }) {
  return (
    <article>
      {view.finding && <Finding finding={view.finding} panel={panel} />}
      <h1 tabIndex={-1}>{view.title}</h1>
      <p class="summary">
        <Inlines nodes={view.summary} />
      </p>
      {view.sections.map(({ heading, blocks }) => (
        <section>
          <h2>{heading}</h2>
          <Blocks blocks={blocks} />
        </section>
      ))}
      {view.misconceptions.length > 0 && (
        <section>
          <h2>Easily mistaken</h2>
          <dl class="refutations">
            {view.misconceptions.map(({ claim, truth }) => (
              <div>
                <dt>
                  You may think: <Inlines nodes={claim} />
                </dt>
                <dd>
                  <Inlines nodes={truth} />
                </dd>
              </div>
            ))}
          </dl>
        </section>
      )}
      <Next at={at} label={view.next} panel={panel} />
    </article>
  );
}

function Finding({ finding, panel }: { finding: NonNullable<ReadView['finding']>; panel: Panel }) {
  return (
    <section class="finding" aria-label="In your file">
      <h2>{finding.title}</h2>
      <ExcerptBlock excerpt={finding.excerpt} panel={panel} />
      <p>{finding.message}</p>
      <Blocks blocks={finding.why} />
    </section>
  );
}
