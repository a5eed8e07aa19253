import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { LogRecord } from '../../src/learn/log.ts';
import { createFold, foldLog } from '../../src/learn/schedule.ts';

const record = (i: number, ok = true): LogRecord => ({
  ...{ v: 1, id: `r${i}`, type: 'answer', at: i * 1_000_000, concept: 'service', mode: 'quiz' },
  ...{ fact: `service/fact-${i % 3}`, item: `service/item-${i % 5}`, ok, hints: 0, ms: 1000 },
});
const log = Array.from({ length: 30 }, (_, i) => record(i, i % 4 !== 0));

describe('a fold that goes on', () => {
  test('says the same as one that begins anew', () => {
    const fold = createFold();
    for (let end = 0; end <= log.length; end++)
      assert.deepEqual(fold(log.slice(0, end)), foldLog(log.slice(0, end)));
  });

  test('begins anew when an older record came in, and when the log was deleted', () => {
    const fold = createFold();
    fold(log);
    const late = [record(-1), ...log];
    assert.deepEqual(fold(late), foldLog(late));
    assert.deepEqual(fold([]), foldLog([]));
    assert.deepEqual(fold(log.slice(0, 5)), foldLog(log.slice(0, 5)));
  });

  test('hands out what later records do not change', () => {
    const fold = createFold();
    const before = fold(log.slice(0, 10));
    const answers = before.facts.get('service/fact-0')?.answers;
    fold(log);
    assert.equal(before.facts.get('service/fact-0')?.answers, answers);
  });
});
