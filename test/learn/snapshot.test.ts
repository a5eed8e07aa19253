import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { LogRecord } from '../../src/learn/log.ts';
import { createFold, foldLog, type Learner, newerOf } from '../../src/learn/schedule.ts';
import { readSnapshot, snapshotOf } from '../../src/learn/snapshot.ts';

const day = 24 * 60 * 60 * 1000;
const start = Date.UTC(2026, 0, 5);
const record = (machine: string, at: number, fact: string, ok = true): LogRecord => ({
  ...{ v: 1, id: `${machine}-${at}`, type: 'answer', at: start + at * day, concept: 'service' },
  ...{ fact: `service/${fact}`, item: `service/${fact}`, mode: 'quiz', ok, hints: 0, ms: 1000 },
});
const carried = (learner: Learner, forgotten = 0) =>
  readSnapshot(JSON.parse(JSON.stringify(snapshotOf(learner, forgotten))));
const dues = ({ facts }: Pick<Learner, 'facts'>) =>
  [...facts].map(([id, { answers, due }]) => `${id} ${answers} ${due}`).toSorted();

describe('what is carried to another machine', () => {
  const here = [
    record('a', 0, 'two-ports'),
    record('a', 3, 'two-ports'),
    record('a', 4, 'dns-name'),
  ];

  test('is what is known here', () => {
    assert.deepEqual(dues(createFold(carried(foldLog(here)))([])), dues(foldLog(here)));
  });

  test('is gone on from there, as if all was answered on one machine', () => {
    const there = [record('b', 12, 'two-ports', false), record('b', 13, 'two-ports')];
    const both = createFold(carried(foldLog(here)))(there);
    assert.deepEqual(dues(both), dues(foldLog([...here, ...there])));
    const back = createFold(carried(both))(here);
    assert.deepEqual(dues(back), dues(both));
  });

  test('of two that know a fact, the later one counts, in whichever order they are merged', () => {
    const there = foldLog([record('b', 2, 'two-ports', false), record('b', 9, 'dns-name')]);
    const one = newerOf(foldLog(here).facts, there.facts);
    const other = newerOf(there.facts, foldLog(here).facts);
    assert.deepEqual(dues({ facts: one }), dues({ facts: other }));
    assert.equal(one.get('service/two-ports')?.lastAt, start + 3 * day);
    assert.equal(one.get('service/dns-name')?.lastAt, start + 9 * day);
  });

  test('does not bring back what was forgotten on purpose', () => {
    const { facts, concepts } = carried(foldLog(here), start + 3.5 * day);
    assert.deepEqual([...facts.keys()], ['service/dns-name']);
    assert.equal(concepts.size, 1);
  });

  test('is small', () => {
    const many = Array.from({ length: 300 }, (_, i) => record('a', i / 10, `fact-${i}`));
    assert.ok(JSON.stringify(snapshotOf(foldLog(many), 0)).length < 40_000);
  });

  test('may be anything', () => {
    const odd = [
      ...[undefined, null, 7, 'x', [], {}, { v: 2, facts: {} }],
      {
        v: 1,
        facts: { a: [1], b: 'x', c: [1, 1, 1, 1, -1, 5, 1, 1, 1] },
        concepts: { service: [1] },
      },
      { v: 1, facts: { a: [1, 1, 1, 1, 1, 50, 1, 1, 1] }, concepts: { nowhere: [1, 0.5, 1, 0] } },
      { v: 1, facts: { a: [1e99, 1, 1, 1, 1, 5, 1, 1, 1] }, concepts: { service: [1, 7, 1, 0] } },
    ];
    for (const value of odd) {
      const { facts, concepts } = readSnapshot(value);
      assert.equal(facts.size + concepts.size, 0, JSON.stringify(value));
    }
  });
});
