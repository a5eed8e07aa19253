import type { ConceptId } from './concepts.generated.ts';
import { afterConfirm, afterTest, type Confirmation, laterTests, type Tested } from './confirm.ts';
import type { ConceptMeta, FactId, Index, ItemId } from './content.ts';
import type { Answer, LogRecord } from './log.ts';
import { type Grade, type Memory, memoryAfter } from './memory.ts';
import { cold, type Stage, stageAfter } from './stage.ts';
import type { ConceptState, Confidence, Mode } from './view.ts';

const day = 24 * 60 * 60 * 1000;
const longestInterval = 365 * day;

/** A sure but wrong answer comes back after this time, whatever the schedule says. */
export const recheckAfter = 7 * day;

/** Wrong is again; right by a guess, after a hint, with steps of the solution in view, or with three of four ideas is hard. */
export function gradeOf(answer: Answer): Grade {
  if (!answer.ok) return 'again';
  if (answer.confidence === 'guess' || answer.hints > 0 || answer.score === 3) return 'hard';
  return (answer.stage ?? cold) < cold ? 'hard' : 'good';
}

/** Whether the whole solution was shown before the answer. */
const isWorked = ({ stage }: Answer): boolean => stage === 0;

/** What the answers say of a fact. Times are milliseconds since the epoch. */
export interface FactProgress {
  readonly due: number;
  readonly answers: number;
  readonly lastOk: boolean;
  readonly lastAt: number;
  /** What the scheduler goes on from. */
  readonly memory: Memory;
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
  /** How much is left to the learner when its problem is practised next. */
  readonly stage: Stage;
  readonly lastAt: number;
  readonly test?: Tested;
  readonly confirm?: Confirmation;
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
  stage: 0,
  lastAt: 0,
};

/** What is known of a learner from elsewhere, by fact and concept. */
export type Known = Pick<Learner, 'facts' | 'concepts'>;

const nothing: Known = { facts: new Map(), concepts: new Map() };

/** Folds a log, oldest record first, into what is known of the learner. */
export const foldLog = (records: readonly LogRecord[]): Learner => createFold()(records);

/**
 * A fold that goes on from the log it was given last, as long as the next one begins with the same records. `elsewhere` is what
 * other machines know: answers go on from it where they are later, and it stands where they are earlier.
 */
export function createFold(elsewhere: Known = nothing): (records: readonly LogRecord[]) => Learner {
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
      if (record) take(state, record, elsewhere);
    }
    folded = records;
    return {
      facts: newerOf(elsewhere.facts, state.facts),
      concepts: newerConcepts(elsewhere.concepts, state.concepts),
      seen: new Map(state.seen),
      sure: new Map(state.sure),
    };
  };
}

/** Of two maps the entries of both; of two with one key the later. */
export function newerOf<K, V extends { readonly lastAt: number }>(
  one: ReadonlyMap<K, V>,
  other: ReadonlyMap<K, V>,
): ReadonlyMap<K, V> {
  const result = new Map(one);
  for (const [key, value] of other)
    if ((result.get(key)?.lastAt ?? -1) <= value.lastAt) result.set(key, value);
  return result;
}

/** Of two that know a concept the later, with the later test of both. */
function newerConcepts(one: Known['concepts'], other: Known['concepts']): Known['concepts'] {
  const result = new Map(newerOf(one, other));
  for (const [id, here] of other) {
    const there = one.get(id);
    const newer = result.get(id);
    if (there && newer) result.set(id, { ...newer, ...laterTests(there, here) });
  }
  return result;
}

const emptyState = () => ({
  facts: new Map<FactId, FactProgress>(),
  concepts: new Map<ConceptId, ConceptProgress>(),
  seen: new Map<ItemId, number>(),
  sure: new Map<Confidence, Share>(),
});

function take(
  { concepts, facts, seen, sure }: ReturnType<typeof emptyState>,
  record: LogRecord,
  elsewhere: Known,
): void {
  const met =
    concepts.get(record.concept) ?? earlier(elsewhere.concepts.get(record.concept), record);
  concepts.set(record.concept, conceptAfter(met ?? unmet, record));
  if (record.type !== 'answer') return;
  seen.set(record.item, record.at);
  if (record.confidence) {
    const { right, of } = sure.get(record.confidence) ?? { right: 0, of: 0 };
    sure.set(record.confidence, { right: right + Number(record.ok), of: of + 1 });
  }
  const before = facts.get(record.fact) ?? earlier(elsewhere.facts.get(record.fact), record);
  const memory = memoryAfter(before?.memory, before?.lastAt ?? 0, record.at, gradeOf(record));
  facts.set(record.fact, {
    due: dueAfter(memory, record),
    answers: (before?.answers ?? 0) + 1,
    lastOk: record.ok,
    lastAt: record.at,
    memory,
  });
}

const earlier = <T extends { readonly lastAt: number }>(
  known: T | undefined,
  { at }: LogRecord,
): T | undefined => (known && known.lastAt < at ? known : undefined);

function dueAfter({ interval }: Memory, { at, ok, confidence }: Answer): number {
  const due = at + Math.min(interval * day, longestInterval);
  const sureButWrong = !ok && confidence === 'certain';
  return sureButWrong ? Math.min(due, at + recheckAfter) : due;
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
  const lastAt = record.at;
  if (record.type === 'met') return { ...before, met: true, lastAt };
  if (record.type === 'test') return { ...before, met: true, lastAt, ...afterTest(before, record) };
  if (record.type === 'confirm')
    return { ...before, met: true, lastAt, ...afterConfirm(before, record) };
  const after: ConceptProgress = {
    ...before,
    met: true,
    lastAt,
    mastery: mastered(before.mastery, record.mode, gradeOf(record)),
    explained: before.explained || record.mode === 'explain',
    stage: record.mode === 'practice' ? stageAfter(before.stage, record) : before.stage,
  };
  if (!record.ok) return after;
  const first = before.firstSuccess ?? record.at;
  return {
    ...after,
    firstSuccess: first,
    lasting: before.lasting || record.at - first >= day,
    produced: before.produced || (producing.includes(record.mode) && !isWorked(record)),
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
