import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { reviveSession } from '../../src/learn/revive.ts';
import { content, Learning } from './learning.ts';

const overTheWire = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

describe('a saved session', () => {
  test('goes on where it was, at any point of it', () => {
    const learning = new Learning({ mode: 'quiz', concept: 'portability' });
    learning.act({ type: 'hint', at: 0 });
    assert.deepEqual(reviveSession(overTheWire(learning.session), content), learning.session);
    learning.check(false, 'certain');
    assert.deepEqual(reviveSession(overTheWire(learning.session), content), learning.session);
    learning.answerAll();
    assert.deepEqual(reviveSession(overTheWire(learning.session), content), learning.session);
  });

  test('keeps a finding, a written answer and a finished test', () => {
    const explain = new Learning({ mode: 'explain', concept: 'portability' });
    explain.act({ type: 'submit', at: 0, text: 'They bundle the dependencies.' });
    explain.act({ type: 'confirm', at: 0, ideas: ['bundle'] });
    const test = new Learning({ mode: 'test', concept: 'hpa' });
    test.answerAll();
    for (const { session } of [explain, test]) {
      assert.deepEqual(reviveSession(overTheWire(session), content), session);
    }
  });

  test('is dropped when it is damaged or its items are gone', () => {
    const { session } = new Learning({ mode: 'quiz', concept: 'hpa' });
    const damages: readonly Record<string, unknown>[] = [
      { version: 2 },
      { request: { mode: 'quiz', concept: 'gone' } },
      { seed: 7 },
      { at: session.steps.length + 1 },
      { at: -1 },
      { steps: 'all' },
      { steps: [{ item: 'hpa/no-such-item', concept: 'hpa' }] },
      { outcomes: [{ step: 99, item: 'x', fact: 'y', ok: true, difficulty: 1 }] },
      { current: null },
    ];
    for (const damage of damages) {
      assert.equal(reviveSession({ ...session, ...damage }, content), undefined);
    }
    for (const value of [undefined, null, 'session', 3, []]) {
      assert.equal(reviveSession(value, content), undefined);
    }
  });
});
