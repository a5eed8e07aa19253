import type { Difficulty } from './content.ts';
import { fieldsOf, isCount, readConcept, readConfidence, readRequest } from './protocol.ts';
import type { Step } from './queue.ts';
import type { Content, Current, Outcome, Session } from './session.ts';
import { readStage } from './stage.ts';
import type { Left } from './view.ts';

/** The session in a saved value; nothing when it is damaged or its items are gone. */
export function reviveSession(
  value: unknown,
  content: Pick<Content, 'index' | 'generated'>,
): Session | undefined {
  const saved = fieldsOf(value);
  const request = readRequest(saved?.['request']);
  const steps = listOf(saved?.['steps'], readStep);
  const outcomes = listOf(saved?.['outcomes'], readOutcome);
  const current = readCurrent(saved?.['current']);
  const { version, seed, at, shownAt } = saved ?? {};
  if (version !== 1 || !request || !steps || !outcomes || !current) return undefined;
  if (typeof seed !== 'string' || !isCount(at) || !isCount(shownAt)) return undefined;
  if (at > steps.length || !steps.every((step) => isKnown(step, content))) return undefined;
  if (outcomes.some(({ step }) => step >= steps.length)) return undefined;
  return { version, request, seed, steps, at, shownAt, current, outcomes };
}

function isKnown(step: Step, { index, generated }: Pick<Content, 'index' | 'generated'>): boolean {
  if ('page' in step) return index.concepts.some(({ id }) => id === step.page);
  const concept = index.concepts.find(({ id }) => id === step.concept);
  return (
    (concept?.items.some(({ id }) => id === step.item) ?? false) ||
    generated.some(({ id }) => id === step.item)
  );
}

function listOf<T>(
  value: unknown,
  read: (entry: unknown) => T | undefined,
): readonly T[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const list = value.map(read).filter((entry) => entry !== undefined);
  return list.length === value.length ? list : undefined;
}

function readStep(value: unknown): Step | undefined {
  const { page, item, concept, ...more } = fieldsOf(value) ?? {};
  const stage = readStage(more['stage']);
  const shown = readConcept(page);
  if (shown) return { page: shown };
  const about = readConcept(concept);
  if (typeof item !== 'string' || !about) return undefined;
  return { item, concept: about, ...(stage === undefined ? {} : { stage }) };
}

function readOutcome(value: unknown): Outcome | undefined {
  const { step, item, fact, ok, difficulty, choice, confidence } = fieldsOf(value) ?? {};
  const level = difficulties.find((known) => known === difficulty);
  const sure = readConfidence(confidence);
  if (!isCount(step) || typeof ok !== 'boolean' || !level) return undefined;
  if (typeof item !== 'string' || typeof fact !== 'string') return undefined;
  return {
    ...{ step, item, fact, ok, difficulty: level },
    ...(isCount(choice) ? { choice } : {}),
    ...(sure ? { confidence: sure } : {}),
  };
}

const difficulties: readonly Difficulty[] = [1, 2, 3];

function readCurrent(value: unknown): Current | undefined {
  const { hints, revealed, choice, choices, text, confirmed, order, left } = fieldsOf(value) ?? {};
  if (!isCount(hints) || typeof revealed !== 'boolean') return undefined;
  return {
    hints,
    revealed,
    ...(isCount(choice) ? { choice } : {}),
    ...(typeof text === 'string' ? { text } : {}),
    ...(Array.isArray(choices) ? { choices: choices.filter(isCount) } : {}),
    ...(Array.isArray(order) ? { order: order.filter(isCount) } : {}),
    ...(Array.isArray(left)
      ? { left: left.map(readLeft).filter((each) => each !== undefined) }
      : {}),
    ...(Array.isArray(confirmed)
      ? { confirmed: confirmed.filter((id) => typeof id === 'string') }
      : {}),
  };
}

function readLeft(value: unknown): Left | undefined {
  const { line, message } = fieldsOf(value) ?? {};
  if (typeof message !== 'string') return undefined;
  return { message, ...(isCount(line) ? { line } : {}) };
}
