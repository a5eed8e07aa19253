import type { ConceptId } from './concepts.generated.ts';
import type { FactId, ItemId } from './content.ts';
import { fieldsOf, isCount, readConcept, readConfidence } from './protocol.ts';
import { readStage, type Stage } from './stage.ts';
import type { Confidence, Mode } from './view.ts';

interface RecordBase {
  readonly v: 1;
  /** Unique over all machines; two records with one id are the same record. */
  readonly id: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly concept: ConceptId;
}

/** One answered item. */
export interface Answer extends RecordBase {
  readonly type: 'answer';
  readonly fact: FactId;
  readonly item: ItemId;
  readonly mode: Mode;
  readonly ok: boolean;
  readonly confidence?: Confidence;
  /** How many hints were open when the answer was given. */
  readonly hints: number;
  /** Milliseconds from showing the item to the answer. */
  readonly ms: number;
  /** The number of confirmed ideas (0 to 4) of a free-text answer. */
  readonly score?: number;
  /** How much of the solution of a practice item was left out; older records have none, and no step was shown. */
  readonly stage?: Stage;
}

/** A concept page that was shown. */
export interface Met extends RecordBase {
  readonly type: 'met';
}

/** A finished test. */
export interface TestDone extends RecordBase {
  readonly type: 'test';
  readonly points: number;
  readonly of: number;
  readonly verdict: Verdict;
  /** What was asked; older records do not tell. */
  readonly items?: readonly ItemId[];
}

/** The questions that confirm a strong test, or do not. */
export interface Confirmed extends RecordBase {
  readonly type: 'confirm';
  /** When that test was done, in milliseconds since the epoch. */
  readonly test: number;
  readonly ok: boolean;
}

/** What a test can say of a concept. */
export const verdicts = ['strong', 'developing', 'weak'] as const;

/** What a test says of a concept. */
export type Verdict = (typeof verdicts)[number];

/** One line of the log. */
export type LogRecord = Answer | Met | TestDone | Confirmed;

/** A record before the host gave it an id. */
export type Draft = Undated<Answer> | Undated<Met> | Undated<TestDone> | Undated<Confirmed>;
type Undated<T> = Omit<T, 'id' | 'v'>;

/** Gives a record the id that the host made. */
export function withId(draft: Draft, id: string): LogRecord {
  return { v: 1, id, ...draft };
}

/** The records as NDJSON, with a line break at the end of each line. */
export function encodeLog(records: readonly LogRecord[]): string {
  return records.map((record) => `${JSON.stringify(record)}\n`).join('');
}

/** What could be read of a log, and the number of lines that could not. */
export interface Decoded {
  readonly records: readonly LogRecord[];
  readonly dropped: number;
}

/** Reads NDJSON; torn, foreign and newer lines are counted and left out. */
export function decodeLog(text: string): Decoded {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const records = lines.map(readLine).filter((record) => record !== undefined);
  return { records, dropped: lines.length - records.length };
}

/** The records of all segments, each once, oldest first. */
export function mergeLogs(segments: readonly (readonly LogRecord[])[]): readonly LogRecord[] {
  const byId = new Map<string, LogRecord>();
  for (const segment of segments) for (const record of segment) byId.set(record.id, record);
  const records = [...byId.values()];
  return records.every((record, i) => i === 0 || inOrder(records[i - 1] ?? record, record) <= 0)
    ? records
    : records.sort(inOrder);
}

const inOrder = (a: LogRecord, b: LogRecord): number =>
  a.at - b.at || (a.id < b.id ? -1 : Number(a.id > b.id));

function readLine(line: string): LogRecord | undefined {
  const fields = parsed(line);
  const concept = readConcept(fields?.['concept']);
  const { v, type, id, at } = fields ?? {};
  if (!fields || v !== 1 || !isText(id) || !isCount(at) || !concept) return undefined;
  const base = { v, id, at, concept } as const;
  if (type === 'met') return { ...base, type };
  if (type === 'test') return readTest(base, fields);
  if (type === 'confirm') return readConfirm(base, fields);
  if (type === 'answer') return readAnswer(base, fields);
  return undefined;
}

type Fields = Readonly<Record<string, unknown>>;

function readAnswer(base: RecordBase, fields: Fields): Answer | undefined {
  const { fact, item, ok, hints, ms, score } = fields;
  const mode = modes.find((name) => name === fields['mode']);
  const confidence = readConfidence(fields['confidence']);
  const stage = readStage(fields['stage']);
  if (!isText(fact) || !isText(item) || !mode || typeof ok !== 'boolean') return undefined;
  if (!isCount(hints) || !isCount(ms)) return undefined;
  return {
    ...base,
    type: 'answer',
    ...{ fact, item, mode, ok, hints, ms },
    ...(confidence ? { confidence } : {}),
    ...(isCount(score) && score <= 4 ? { score } : {}),
    ...(stage === undefined ? {} : { stage }),
  };
}

function readTest(base: RecordBase, fields: Fields): TestDone | undefined {
  const { points, of, items } = fields;
  const verdict = verdicts.find((name) => name === fields['verdict']);
  if (!isCount(points) || !isCount(of) || !verdict) return undefined;
  const asked = Array.isArray(items) ? { items: items.filter(isText) } : {};
  return { ...base, type: 'test', points, of, verdict, ...asked };
}

function readConfirm(base: RecordBase, { test, ok }: Fields): Confirmed | undefined {
  return isCount(test) && typeof ok === 'boolean'
    ? { ...base, type: 'confirm', test, ok }
    : undefined;
}

const modes: readonly Mode[] = [
  'read',
  'recall',
  'quiz',
  'predict',
  'order',
  'fix',
  'practice',
  'test',
  'explain',
];

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';

function parsed(line: string): Fields | undefined {
  try {
    return fieldsOf(JSON.parse(line));
  } catch {
    return undefined;
  }
}
