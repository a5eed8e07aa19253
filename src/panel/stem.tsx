import type { Inline, QuestionView } from '../learn/protocol.ts';
import { Inlines } from './markup.tsx';

const difficulties = { 1: 'easy', 2: 'medium', 3: 'hard' } as const;

/** What a step asks, and how hard it is. */
export function Stem({
  difficulty,
  stem,
}: {
  difficulty: QuestionView['difficulty'];
  stem: readonly Inline[];
}) {
  return (
    <>
      <p class="level">{difficulties[difficulty]}</p>
      <h1 tabIndex={-1}>
        <Inlines nodes={stem} />
      </h1>
    </>
  );
}
