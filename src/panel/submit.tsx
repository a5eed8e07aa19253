import type { Inline } from '../learn/protocol.ts';
import { HintButton, Hints } from './hints.tsx';
import { Key } from './key.tsx';
import type { Panel } from './panel.ts';
import { Sure } from './sure.tsx';

/** What a form ends with: how sure the learner is, the button that hands it in, and the hints. */
export function Submit({
  view,
  at,
  panel,
  label = 'Check',
  disabled = false,
}: {
  view: { readonly hints: readonly (readonly Inline[])[]; readonly hintsLeft: number };
  at: number;
  panel: Panel;
  label?: string;
  disabled?: boolean;
}) {
  return (
    <>
      <Sure panel={panel} />
      <p class="buttons">
        <button type="submit" class="primary" data-key="Enter" disabled={disabled}>
          {label} <Key name="⏎" />
        </button>
        <HintButton left={view.hintsLeft} at={at} panel={panel} />
      </p>
      <Hints hints={view.hints} />
    </>
  );
}
