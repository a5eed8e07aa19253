import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  type Answer,
  decodeLog,
  encodeLog,
  type LogRecord,
  mergeLogs,
  withId,
} from '../../src/learn/log.ts';

const answer: Answer = {
  v: 1,
  type: 'answer',
  id: 'a1',
  at: 1000,
  concept: 'run-build-time',
  fact: 'run-build-time/build-time',
  item: 'run-build-time/line-five',
  mode: 'quiz',
  ok: true,
  confidence: 'fairly',
  hints: 1,
  ms: 5400,
};
const met: LogRecord = { v: 1, type: 'met', id: 'm1', at: 500, concept: 'container' };
const done: LogRecord = {
  ...{ v: 1, type: 'test', id: 't1', at: 2000, concept: 'hpa' },
  ...{ points: 16, of: 20, verdict: 'strong' },
};

describe('the log of answers', () => {
  test('what is written is read back', () => {
    const explained: Answer = { ...answer, id: 'a2', mode: 'explain', score: 3 };
    const records = [answer, met, done, explained];
    assert.deepEqual(decodeLog(encodeLog(records)), { records, dropped: 0 });
  });

  test('each record is one line that ends with a line break', () => {
    assert.match(encodeLog([answer, met]), /^\{[^\n]*\}\n\{[^\n]*\}\n$/);
    assert.equal(encodeLog([]), '');
  });

  test('a torn last line is left out', () => {
    const text = encodeLog([met, answer]);
    assert.deepEqual(decodeLog(text.slice(0, -20)), { records: [met], dropped: 1 });
  });

  test('any cut of a log reads without an error, and never invents a record', () => {
    const text = encodeLog([met, answer, done]);
    for (let end = 0; end <= text.length; end += 1) {
      const { records } = decodeLog(text.slice(0, end));
      assert.deepEqual(records, [met, answer, done].slice(0, records.length));
    }
  });

  test('foreign, damaged and newer lines are left out one by one', () => {
    const lines = [
      'null',
      '[]',
      '"text"',
      '{"v":1}',
      JSON.stringify({ ...answer, v: 2 }),
      JSON.stringify({ ...answer, at: -1 }),
      JSON.stringify({ ...answer, ok: 'yes' }),
      JSON.stringify({ ...answer, mode: 'dream' }),
      JSON.stringify({ ...answer, concept: 'no-such-concept' }),
      JSON.stringify({ ...done, verdict: 'superb' }),
      '\u0000\u0000',
    ];
    const text = `${lines.join('\n')}\n${encodeLog([answer])}`;
    assert.deepEqual(decodeLog(text), { records: [answer], dropped: lines.length });
  });

  test('unknown fields and an unknown confidence are dropped, the answer stays', () => {
    const { confidence, ...plain } = answer;
    const line = JSON.stringify({ ...plain, confidence: `not ${confidence}`, later: true });
    assert.deepEqual(decodeLog(line).records, [plain]);
  });

  test('line ends of Windows and empty lines do no harm', () => {
    const text = encodeLog([met, answer]).replaceAll('\n', '\r\n\r\n');
    assert.deepEqual(decodeLog(text), { records: [met, answer], dropped: 0 });
  });

  test('segments of several windows are merged by id and ordered by time', () => {
    const early: Answer = { ...answer, id: 'a0', at: 100 };
    const merged = mergeLogs([[answer, done], [met, answer], [early]]);
    assert.deepEqual(merged, [early, met, answer, done]);
  });

  test('the order of segments does not matter', () => {
    const same: Answer = { ...answer, id: 'a9' };
    const segments = [[answer], [same, met], [done]];
    assert.deepEqual(mergeLogs(segments), mergeLogs(segments.toReversed()));
  });

  test('the host gives the id', () => {
    const { v: _v, id: _id, ...draft } = answer;
    assert.deepEqual(withId(draft, 'a1'), answer);
  });
});
