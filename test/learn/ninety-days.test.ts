import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { FactId } from '../../src/learn/content.ts';
import {
  type Answer,
  decodeLog,
  encodeLog,
  type LogRecord,
  mergeLogs,
} from '../../src/learn/log.ts';
import { forecastOf, presentProgress } from '../../src/learn/present-progress.ts';
import { dueFacts, foldLog } from '../../src/learn/schedule.ts';
import { compiled } from './compiled.ts';

const day = 24 * 60 * 60 * 1000;
const { index } = compiled;
const facts = index.concepts.flatMap((concept) => concept.facts.map((fact) => ({ fact, concept })));

/** Numbers from 0 to 1 that are the same each time. */
function* numbers(seed: number): Generator<number> {
  for (let state = seed; ; ) {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    yield state / 2_147_483_648;
  }
}

/** Answers what is due each day and three new facts, some of it wrong; `each` looks at every morning. */
function learn(days: number, each: (records: readonly LogRecord[], now: number) => void) {
  const chance = numbers(20_261_122);
  const next = () => chance.next().value ?? 0;
  const records: Answer[] = [];
  const start = new Date(2026, 0, 5, 9).getTime();
  let known = 0;
  for (let today = 0; today < days; today++) {
    const now = start + today * day;
    each(records, now);
    const fresh = facts.slice(known, known + 3).map(({ fact }) => fact);
    known += fresh.length;
    const due = dueFacts(index, foldLog(records), now).slice(0, 40);
    for (const [i, fact] of [...due, ...fresh].entries()) {
      // Some days are left out.
      if (next() < 0.1) continue;
      records.push(answerTo(fact, now + i * 20_000, next() < 0.85, records.length));
    }
  }
  return records;
}

function answerTo(fact: FactId, at: number, ok: boolean, count: number): Answer {
  const found = facts.find((each) => each.fact === fact);
  assert.ok(found);
  return {
    ...{ v: 1, id: `answer-${count}`, type: 'answer', at, concept: found.concept.id, fact },
    ...{ item: `${fact}-item`, mode: 'quiz', ok, hints: count % 7 === 0 ? 1 : 0, ms: 5_000 },
    ...(count % 3 === 0 ? { confidence: ok ? 'certain' : 'guess' } : {}),
  };
}

describe('ninety days of learning', () => {
  test('the forecast of each morning says what is due then on each of the next days', () => {
    let compared = 0;
    learn(90, (records, now) => {
      const learner = foldLog(records);
      const midnight = new Date(now).setHours(0, 0, 0, 0);
      let sum = 0;
      for (const [ahead, { count }] of forecastOf(index, learner, now).entries()) {
        sum += count;
        const end = midnight + (ahead + 1) * day - 1;
        assert.equal(sum, dueFacts(index, learner, end).length, `day ${ahead} of ${new Date(now)}`);
        compared += count;
      }
    });
    assert.ok(compared > 500, String(compared));
  });

  test('the log says the same however it was written and read', () => {
    const records = learn(90, () => undefined);
    assert.ok(records.length > 300, String(records.length));
    const whole = foldLog(records);
    const halves = [
      records.filter((_, i) => i % 2 === 0),
      records.filter((_, i) => i % 2 === 1),
      records.slice(10, 30),
    ].map((segment) => decodeLog(encodeLog(segment)).records);
    assert.deepEqual(foldLog(mergeLogs(halves)), whole);
    assert.deepEqual(foldLog(mergeLogs(halves.toReversed())), whole);
  });

  test('progress adds up', () => {
    const records = learn(90, () => undefined);
    const now = records.at(-1)?.at ?? 0;
    const { calibration, facts: asked, modules } = presentProgress(index, foldLog(records), now);
    assert.equal(asked, new Set(records.map(({ fact }) => fact)).size);
    assert.equal(
      calibration.reduce((sum, { of }) => sum + of, 0),
      records.filter(({ confidence }) => confidence !== undefined).length,
    );
    assert.equal(
      modules.reduce((sum, { of }) => sum + of, 0),
      index.concepts.length,
    );
    for (const { mastery } of modules) assert.ok(mastery >= 0 && mastery <= 1);
  });

  test('a clock that goes backwards loses nothing and counts nothing twice', () => {
    const records = learn(20, () => undefined);
    const later = records.map((record, i) => ({ ...record, at: record.at - (i % 5) * day }));
    const learner = foldLog(mergeLogs([later, later]));
    const answers = [...learner.facts.values()].reduce((sum, fact) => sum + fact.answers, 0);
    assert.equal(answers, records.length);
    for (const { due } of learner.facts.values()) assert.ok(Number.isFinite(due));
  });
});
