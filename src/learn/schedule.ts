import { type Card, createEmptyCard, fsrs, Rating } from 'ts-fsrs';
import type { ConceptId } from './concepts.generated.ts';
import type { ConceptMeta, FactId, Index, ItemId } from './content.ts';
import type { Answer, LogRecord, TestDone } from './log.ts';
import type { ConceptState, Confidence, Mode } from './view.ts';

const day = 24 * 60 * 60 * 1000;
const longestInterval = 365 * day;

/** A sure but wrong answer comes back after this time, whatever the schedule says. */
export const recheckAfter = 7 * day;

const scheduler = fsrs({
  request_retention: 0.9,
  maximum_interval: 365,
  enable_fuzz: false,
  enable_short_term: false,
});

/** How well an answer went; there is no "easy", which nobody can see from outside. */
export type Grade = 'again' | 'hard' | 'good';

/** Wrong is again; right by a guess, after a hint, or with three of four ideas is hard. */
export function gradeOf(answer: Answer): Grade {
  if (!answer.ok) return 'again';
  if (answer.confidence === 'guess' || answer.hints > 0 || answer.score === 3) return 'hard';
  return 'good';
}

/** What the answers say of a fact. Times are milliseconds since the epoch. */
export interface FactProgress {
  readonly due: number;
  readonly answers: number;
  readonly lastOk: boolean;
  readonly lastAt: number;
}

/** What the answers say of a concept. */
export interface ConceptProgress {
  readonly met: boolean;
  /** From 0 to 1; see `mastered`. */
  readonly mastery: number;
  readonly firstSuccess?: number;
  /** Right again at least a day after the first time. */
  readonly lasting: boolean;
  /** Right in a mode in which the answer is produced, not recognised. */
  readonly produced: boolean;
  readonly explained: boolean;
  readonly test?: TestDone;
}

/** All that is known of a learner. */
export interface Learner {
  readonly facts: ReadonlyMap<FactId, FactProgress>;
  readonly concepts: ReadonlyMap<ConceptId, ConceptProgress>;
  /** When an item was last answered. */
  readonly seen: ReadonlyMap<ItemId, number>;
  /** How often each confidence was given, and how often with a right answer. */
  readonly sure: ReadonlyMap<Confidence, Share>;
}

/** A part of a number of answers. */
export interface Share {
  readonly right: number;
  readonly of: number;
}

const unmet: ConceptProgress = {
  met: false,
  mastery: 0,
  lasting: false,
  produced: false,
  explained: false,
};

/** Folds a log, oldest record first, into what is known of the learner. */
export const foldLog = (records: readonly LogRecord[]): Learner => createFold()(records);

/** A fold that goes on from the log it was given last, as long as the next one begins with the same records. */
export function createFold(): (records: readonly LogRecord[]) => Learner {
  let folded: readonly LogRecord[] = [];
  let state = emptyState();
  return (records) => {
    const last = folded.length - 1;
    if (last >= 0 && records[last] !== folded[last]) {
      folded = [];
      state = emptyState();
    }
    for (let i = folded.length; i < records.length; i++) {
      const record = records[i];
      if (record) take(state, record);
    }
    folded = records;
    return {
      facts: new Map(state.facts),
      concepts: new Map(state.concepts),
      seen: new Map(state.seen),
      sure: new Map(state.sure),
    };
  };
}

const emptyState = () => ({
  cards: new Map<FactId, Card>(),
  facts: new Map<FactId, FactProgress>(),
  concepts: new Map<ConceptId, ConceptProgress>(),
  seen: new Map<ItemId, number>(),
  sure: new Map<Confidence, Share>(),
});

function take(
  { cards, concepts, facts, seen, sure }: ReturnType<typeof emptyState>,
  record: LogRecord,
): void {
  const before = concepts.get(record.concept) ?? unmet;
  concepts.set(record.concept, conceptAfter(before, record));
  if (record.type !== 'answer') return;
  seen.set(record.item, record.at);
  if (record.confidence) {
    const { right, of } = sure.get(record.confidence) ?? { right: 0, of: 0 };
    sure.set(record.confidence, { right: right + Number(record.ok), of: of + 1 });
  }
  const card = reviewed(cards.get(record.fact), record);
  cards.set(record.fact, card);
  facts.set(record.fact, {
    due: dueAfter(card, record),
    answers: (facts.get(record.fact)?.answers ?? 0) + 1,
    lastOk: record.ok,
    lastAt: record.at,
  });
}

const ratings = { again: Rating.Again, hard: Rating.Hard, good: Rating.Good } as const;

function reviewed(card: Card | undefined, answer: Answer): Card {
  const at = new Date(answer.at);
  return scheduler.next(card ?? createEmptyCard(at), at, ratings[gradeOf(answer)]).card;
}

function dueAfter(card: Card, answer: Answer): number {
  const due = Math.min(card.due.getTime(), answer.at + longestInterval);
  const sureButWrong = !answer.ok && answer.confidence === 'certain';
  return sureButWrong ? Math.min(due, answer.at + recheckAfter) : due;
}

const producing: readonly Mode[] = ['recall', 'predict', 'order', 'fix', 'practice', 'explain'];
const weights: Readonly<Record<Mode, number>> = {
  read: 0.3,
  recall: 0.3,
  quiz: 0.3,
  test: 0.3,
  predict: 0.35,
  order: 0.35,
  fix: 0.35,
  practice: 0.35,
  explain: 0.35,
};
const marks: Readonly<Record<Grade, number>> = { again: 0, hard: 0.6, good: 1 };

/** mastery + weight × (mark − mastery): weight 0.3, or 0.35 where the learner makes something. */
export function mastered(mastery: number, mode: Mode, grade: Grade): number {
  return mastery + weights[mode] * (marks[grade] - mastery);
}

function conceptAfter(before: ConceptProgress, record: LogRecord): ConceptProgress {
  if (record.type === 'met') return { ...before, met: true };
  if (record.type === 'test') return { ...before, met: true, test: record };
  const after: ConceptProgress = {
    ...before,
    met: true,
    mastery: mastered(before.mastery, record.mode, gradeOf(record)),
    explained: before.explained || record.mode === 'explain',
  };
  if (!record.ok) return after;
  const first = before.firstSuccess ?? record.at;
  return {
    ...after,
    firstSuccess: first,
    lasting: before.lasting || record.at - first >= day,
    produced: before.produced || producing.includes(record.mode),
  };
}

/** What is known of a concept; a concept without records is new. */
export function progressOf(learner: Learner, concept: ConceptId): ConceptProgress {
  return learner.concepts.get(concept) ?? unmet;
}

/** New, learning, solid (mastery 0.8, produced once, right on a later day), or due again. */
export function conceptState(concept: ConceptMeta, learner: Learner, now: number): ConceptState {
  const progress = progressOf(learner, concept.id);
  if (!progress.met) return 'new';
  if (dueOf(concept, learner, now).length > 0) return 'due';
  const solid = progress.mastery >= 0.8 && progress.produced && progress.lasting;
  return solid ? 'solid' : 'learning';
}

/** The facts of a concept that were answered before and are due now. */
export function dueOf(concept: ConceptMeta, learner: Learner, now: number): readonly FactId[] {
  return concept.facts.filter((fact) => (learner.facts.get(fact)?.due ?? Infinity) <= now);
}

/** All facts that are due, the one that has waited longest first. */
export function dueFacts(index: Index, learner: Learner, now: number): readonly FactId[] {
  const due = index.concepts.flatMap((concept) => dueOf(concept, learner, now));
  const dueAt = (fact: FactId): number => learner.facts.get(fact)?.due ?? Infinity;
  return due.toSorted((a, b) => dueAt(a) - dueAt(b));
}
