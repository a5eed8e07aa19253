import type { Inline } from '../learn/protocol.ts';
import { Inlines } from './markup.tsx';

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
