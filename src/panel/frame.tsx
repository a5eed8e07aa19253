import type { ComponentChildren } from 'preact';
import type { Frame, Suggestion } from '../learn/protocol.ts';
import { Key } from './key.tsx';
import type { Panel } from './panel.ts';

/** The path above a view unless it is the overview, its content, and the modes below it. */
export function FrameAround({
  frame,
  header,
  panel,
  children,
}: {
  frame: Frame;
  header: boolean;
  panel: Panel;
  children: ComponentChildren;
}) {
  return (
    <>
      {header && <Header frame={frame} panel={panel} />}
      <main>{children}</main>
      {frame.modes.length > 0 && (
        <footer>
          <Modes key={frame.step} modes={frame.modes} panel={panel} />
        </footer>
      )}
    </>
  );
}

function Header({ frame, panel }: { frame: Frame; panel: Panel }) {
  return (
    <header class="frame">
      <nav aria-label="Path">
        <ol class="trail">
          {frame.trail.map(({ label, request }) => (
            <li>
              {request ? (
                <button type="button" class="link" onClick={() => panel.open(request)}>
                  {label}
                </button>
              ) : (
                label
              )}
            </li>
          ))}
        </ol>
      </nav>
      {frame.dots !== undefined && <Dots filled={frame.dots} />}
      {frame.progress && <Progress at={frame.progress.at} of={frame.progress.of} />}
    </header>
  );
}

function Dots({ filled }: { filled: number }) {
  return (
    <span
      class="dots"
      role="img"
      aria-label={`Mastery ${filled} of 5`}
      title={`Mastery ${filled} of 5`}
    >
      {'●'.repeat(filled)}
      {'○'.repeat(5 - filled)}
    </span>
  );
}

function Progress({ at, of }: { at: number; of: number }) {
  return (
    <span class="progress">
      <progress value={at} max={of} aria-label="Progress of this session" />
      {at} of {of}
    </span>
  );
}

function Modes({ modes, panel }: { modes: readonly Suggestion[]; panel: Panel }) {
  return (
    <details class="modes">
      <summary data-key="m" aria-keyshortcuts="M">
        All modes <Key name="M" />
      </summary>
      <ul>
        {modes.map(({ label, why, request }) => (
          <li>
            <button type="button" class="row" onClick={() => panel.open(request)}>
              <span class="label">{label}</span>
              <span class="why">{why}</span>
            </button>
          </li>
        ))}
      </ul>
    </details>
  );
}

/** The suggested next step with its reason. */
export function NextStep({
  next,
  panel,
  primary = true,
}: {
  next: Suggestion;
  panel: Panel;
  primary?: boolean;
}) {
  return (
    <p class="next-step">
      <button
        type="button"
        class={primary ? 'primary' : ''}
        data-key="n"
        aria-keyshortcuts="N"
        onClick={() => panel.open(next.request)}
      >
        {next.label} <Key name="N" />
      </button>{' '}
      <span class="why">{next.why}</span>
    </p>
  );
}

/** The button that leaves the current step, in a row of its own. */
export function Next({ label = 'Next', ...step }: { at: number; label?: string; panel: Panel }) {
  return (
    <p class="buttons">
      <NextButton label={label} {...step} />
    </p>
  );
}

/** The button that leaves the current step. */
export function NextButton({ at, label, panel }: { at: number; label: string; panel: Panel }) {
  return (
    <button
      type="button"
      class="primary"
      data-key="n"
      aria-keyshortcuts="N"
      onClick={() => panel.act({ type: 'next', at })}
    >
      {label} <Key name="N" />
    </button>
  );
}
