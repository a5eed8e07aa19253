import type { Outcome, Session } from './session.ts';

/** Right or not, and how that fits with what the learner felt. */
export function verdictOf({ ok, confidence }: Outcome): string {
  if (ok) return confidence === 'guess' ? 'Right, by a guess' : 'Right';
  return confidence === 'certain' ? 'Not this one, though you were certain' : 'Not this one';
}

/** When what was asked comes back. */
export function noteOf(
  session: Session,
  { ok, confidence, fact, step }: Outcome,
): string | undefined {
  if (session.request.mode === 'test') return undefined;
  const again = session.outcomes.every((other) => other.fact !== fact || other.step <= step);
  if (!again) return undefined;
  if (!ok && confidence === 'certain') return 'It comes back in this session and in a week.';
  if (!ok) return 'It comes back later.';
  return confidence === 'guess' ? 'It comes back sooner than a sure answer.' : undefined;
}
