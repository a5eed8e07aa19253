import type { ConceptId } from './concepts.generated.ts';
import { standingOf } from './confirm.ts';
import type { FactId } from './content.ts';
import { verdicts } from './log.ts';
import { fieldsOf, isCount, readConcept } from './protocol.ts';
import type { ConceptProgress, FactProgress, Known, Learner } from './schedule.ts';
import { readStage, stages } from './stage.ts';

/** What is known of a learner, small enough to be carried from machine to machine by Settings Sync. */
export interface Snapshot {
  readonly v: 1;
  /** What was known before this time was forgotten on purpose. Milliseconds since the epoch. */
  readonly forgotten: number;
  /** Fact -> due, answers, right (0 or 1), last, stability, difficulty, reps, lapses, interval. */
  readonly facts: Readonly<Record<string, readonly number[]>>;
  /** Concept -> last, mastery, flags with the stage of practice, first success. */
  readonly concepts: Readonly<Record<string, readonly number[]>>;
  /** Concept -> when it was tested last, the verdict, which test was confirmed (0 for none) and whether. */
  readonly tests: Readonly<Record<string, readonly number[]>>;
  /** Concept -> what was asked in a test that is not confirmed yet. */
  readonly asked: Readonly<Record<string, readonly string[]>>;
}

/** What a snapshot tells, and since when. */
export interface Carried extends Known {
  readonly forgotten: number;
}

const flags = ['met', 'lasting', 'produced', 'explained'] as const;
// Above the flags, where versions that know no stages do not look.
const stageUnit = 2 ** flags.length;
const round = (value: number): number => Math.round(value * 10_000) / 10_000;

/** The snapshot of what is known of a learner. */
export function snapshotOf({ facts, concepts }: Learner, forgotten: number): Snapshot {
  return {
    v: 1,
    forgotten,
    facts: Object.fromEntries([...facts].map(([id, fact]) => [id, factNumbers(fact)])),
    concepts: Object.fromEntries([...concepts].map(([id, each]) => [id, conceptNumbers(each)])),
    tests: Object.fromEntries([...concepts].flatMap(([id, each]) => testNumbers(id, each))),
    asked: Object.fromEntries([...concepts].flatMap(([id, each]) => askedIn(id, each))),
  };
}

const factNumbers = ({ answers, due, lastAt, lastOk, memory }: FactProgress): readonly number[] => [
  ...[due, answers, Number(lastOk), lastAt],
  ...[round(memory.stability), round(memory.difficulty)],
  ...[memory.reps, memory.lapses, memory.interval],
];

const conceptNumbers = (progress: ConceptProgress): readonly number[] => [
  progress.lastAt,
  round(progress.mastery),
  flags.reduce((sum, flag, i) => sum + (progress[flag] ? 2 ** i : 0), progress.stage * stageUnit),
  progress.firstSuccess ?? 0,
];

const testNumbers = (id: ConceptId, { confirm, test }: ConceptProgress) =>
  test
    ? [
        [
          id,
          [
            test.at,
            verdicts.indexOf(test.verdict),
            confirm?.test ?? 0,
            Number(confirm?.ok ?? false),
          ],
        ],
      ]
    : [];

const askedIn = (id: ConceptId, progress: ConceptProgress) =>
  progress.test?.items && standingOf(progress) === 'provisional' ? [[id, progress.test.items]] : [];

/** Reads an unknown value as a snapshot; what is not of its shape, or was forgotten, is left out. */
export function readSnapshot(value: unknown): Carried {
  const fields = fieldsOf(value);
  const facts = new Map<FactId, FactProgress>();
  const concepts = new Map<ConceptId, ConceptProgress>();
  if (fields?.['v'] !== 1) return { facts, concepts, forgotten: 0 };
  const forgotten = isCount(fields['forgotten']) ? fields['forgotten'] : 0;
  for (const [id, numbers] of Object.entries(fieldsOf(fields['facts']) ?? {})) {
    const fact = readFact(numbers);
    if (fact && fact.lastAt > forgotten) facts.set(id, fact);
  }
  for (const [id, numbers] of Object.entries(fieldsOf(fields['concepts']) ?? {})) {
    const concept = readConcept(id);
    const progress = readProgress(numbers);
    if (concept && progress && progress.lastAt > forgotten)
      concepts.set(concept, { ...progress, ...readTests(concept, fields) });
  }
  return { facts, concepts, forgotten };
}

function readFact(value: unknown): FactProgress | undefined {
  const [due, answers, ok, lastAt, stability, difficulty, reps, lapses, interval, more] =
    numbersIn(value);
  if (interval === undefined || more !== undefined) return undefined;
  if (!isCount(due) || !isCount(answers) || !isCount(lastAt) || ok === undefined) return undefined;
  if (!isCount(reps) || !isCount(lapses) || !stability || stability < 0) return undefined;
  if (!difficulty || difficulty < 1 || difficulty > 10 || interval < 0) return undefined;
  return {
    due,
    answers,
    lastOk: ok === 1,
    lastAt,
    memory: { stability, difficulty, reps, lapses, interval },
  };
}

function readProgress(value: unknown): ConceptProgress | undefined {
  const [lastAt, mastery, bits, first, more] = numbersIn(value);
  if (first === undefined || more !== undefined || !isCount(lastAt) || !isCount(bits))
    return undefined;
  if (mastery === undefined || mastery < 0 || mastery > 1 || !isCount(first)) return undefined;
  const [met = false, lasting = false, produced = false, explained = false] = flags.map(
    (_, i) => Math.floor(bits / 2 ** i) % 2 === 1,
  );
  const stage = readStage(Math.floor(bits / stageUnit) % stages.length) ?? 0;
  return {
    ...{ met, lasting, produced, explained, stage, lastAt, mastery },
    ...(first > 0 ? { firstSuccess: first } : {}),
  };
}

function readTests(concept: ConceptId, { asked, tests }: Readonly<Record<string, unknown>>) {
  const [at, kind, confirmed, ok] = numbersIn(fieldsOf(tests)?.[concept]);
  const verdict = verdicts[kind ?? -1];
  if (!isCount(at) || !verdict || !isCount(confirmed)) return {};
  const items = fieldsOf(asked)?.[concept];
  return {
    test: { at, verdict, ...(isTexts(items) ? { items } : {}) },
    ...(confirmed > 0 ? { confirm: { test: confirmed, ok: ok === 1 } } : {}),
  };
}

const isTexts = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((each) => typeof each === 'string');

const numbersIn = (value: unknown): readonly number[] =>
  Array.isArray(value) && value.every((each) => Number.isFinite(each)) ? value : [];
