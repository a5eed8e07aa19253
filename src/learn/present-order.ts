import type { Order } from './content.ts';
import { noteOf, verdictOf } from './present-verdict.ts';
import { brokenRules, type Outcome, type Session } from './session.ts';
import { shuffled } from './shuffle.ts';
import type { OrderFeedback, OrderView } from './view.ts';

/** Shows lines to be put into an order, and after the check what it breaks. */
export function presentOrder(session: Session, item: Order): OrderView {
  const { current, at } = session;
  const outcome = session.outcomes.find(({ step }) => step === at);
  const shown = current.order ?? firstOrder(session, item);
  return {
    kind: 'order',
    item: item.id,
    difficulty: item.difficulty,
    stem: item.stem,
    lines: shown.flatMap((line) => {
      const found = item.lines[line];
      return found ? [{ line, code: found.code }] : [];
    }),
    hints: item.hints.slice(0, current.hints),
    hintsLeft: outcome ? 0 : item.hints.length - current.hints,
    ...(outcome ? { feedback: feedbackOf(session, item, outcome) } : {}),
  };
}

/** An order by the seed and the step that is not right already. */
function firstOrder({ seed, at }: Session, item: Order): readonly number[] {
  const numbers = item.lines.map((_, line) => line);
  const mixed = shuffled(numbers, `${seed}:${at}:${item.id}`);
  return brokenRules(item, mixed).length > 0 ? mixed : numbers.toReversed();
}

function feedbackOf(session: Session, item: Order, outcome: Outcome): OrderFeedback {
  const note = noteOf(session, outcome);
  const codeOf = (id: string) => item.lines.flatMap((line) => (line.id === id ? [line.code] : []));
  return {
    ok: outcome.ok,
    verdict: outcome.ok ? verdictOf(outcome) : 'Not in this order',
    ...(note === undefined ? {} : { note }),
    broken: brokenRules(item, session.current.order ?? []).flatMap(({ earlier, later, why }) => {
      const [before] = codeOf(earlier);
      const [after] = codeOf(later);
      return before && after ? [{ earlier: before, later: after, why }] : [];
    }),
    solution: item.lines.map(({ code }) => code),
  };
}
