import type { Inline } from '../learn/protocol.ts';
import { Key } from './key.tsx';
import { Inlines } from './markup.tsx';
import type { Panel } from './panel.ts';

/** The hints that were asked for so far; nothing when there are none. */
export function Hints({ hints }: { hints: readonly (readonly Inline[])[] }) {
  if (hints.length === 0) return null;
  return (
    <ol class="hints" aria-label="Hints">
      {hints.map((hint) => (
        <li>
          <Inlines nodes={hint} />
        </li>
      ))}
    </ol>
  );
}

/** Asks for the next hint; nothing when none is left. */
export function HintButton({ left, at, panel }: { left: number; at: number; panel: Panel }) {
  if (left <= 0) return null;
  return (
    <button
      type="button"
      data-key="h"
      aria-keyshortcuts="H"
      onClick={() => panel.act({ type: 'hint', at })}
    >
      Hint <Key name="H" /> <span class="why">{left} left</span>
    </button>
  );
}
