import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  type Action,
  isHostMessage,
  longestAnswer,
  type PanelMessage,
  type Request,
  readPanelMessage,
  readRequest,
} from '../../src/learn/protocol.ts';

const finding = {
  ...{ ruleId: 'pip-cache', title: 'pip keeps its cache', message: 'pip keeps its cache.' },
  ...{ path: 'serve/Dockerfile', start: 40, end: 51, line: 3, lines: 'RUN pip install torch' },
};

const requests: readonly Request[] = [
  { mode: 'home' },
  { mode: 'read', concept: 'small-images' },
  { mode: 'read', concept: 'small-images', finding },
  { mode: 'recall' },
  { mode: 'quiz', concept: 'hpa' },
  { mode: 'predict', concept: 'hpa' },
  { mode: 'order', concept: 'hpa' },
  { mode: 'quiz', own: true },
  { mode: 'quiz', ask: 'made/selecting-field/k8s/service.yaml/1a2b' },
  { mode: 'quiz', own: 'serve/Dockerfile' },
  { mode: 'practice', concept: 'hpa' },
  { mode: 'explain' },
  { mode: 'test', concept: 'service' },
  { mode: 'test', concept: 'service', confirm: 1_767_600_000_000 },
];

const actions: readonly Action[] = [
  { type: 'check', at: 2, choice: 3, confidence: 'certain' },
  { type: 'check', at: 0, choice: 0 },
  { type: 'fill', at: 3, choices: [2, 0], confidence: 'fairly' },
  { type: 'hint', at: 1 },
  { type: 'reveal', at: 1 },
  { type: 'mark', at: 1, ok: false, confidence: 'guess' },
  { type: 'submit', at: 4, text: 'Containers bundle the dependencies.' },
  { type: 'confirm', at: 4, ideas: ['bundle'] },
  { type: 'next', at: 9 },
];

const messages: readonly PanelMessage[] = [
  { version: 1, type: 'ready', saved: { at: 1 } },
  ...requests.map((request) => ({ version: 1, type: 'open', request }) as const),
  ...actions.map((action) => ({ version: 1, type: 'act', action }) as const),
  { version: 1, type: 'show', place: { path: 'serve/Dockerfile', start: 0, end: 4 } },
];

const overTheWire = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

describe('messages of the panel', () => {
  test('each message arrives as it was sent', () => {
    for (const message of messages) {
      assert.deepEqual(readPanelMessage(overTheWire(message)), message);
    }
  });

  test('a message of another version, or with a field damaged, is dropped', () => {
    for (const message of messages) {
      assert.equal(readPanelMessage({ ...message, version: 2 }), undefined);
      assert.equal(readPanelMessage({ ...message, type: 'eval' }), undefined);
    }
    for (const request of requests) {
      const damaged = { ...request, mode: 'admin' };
      assert.equal(readPanelMessage({ version: 1, type: 'open', request: damaged }), undefined);
    }
    for (const action of actions) {
      for (const at of [-1, 1.5, '1', null, undefined, Number.NaN]) {
        const damaged = { ...action, at };
        assert.equal(readPanelMessage({ version: 1, type: 'act', action: damaged }), undefined);
      }
    }
  });

  test('an unknown concept is no request', () => {
    assert.equal(readRequest({ mode: 'quiz', concept: '../../etc' }), undefined);
    assert.equal(readRequest({ mode: 'read' }), undefined);
    assert.equal(readRequest({ mode: 'test', concept: 7 }), undefined);
  });

  test('a damaged finding is left out of its lesson', () => {
    for (const damage of [{ line: 'x' }, { start: 9, end: 1 }, { lines: 3 }, { path: null }]) {
      const request = { mode: 'read', concept: 'hpa', finding: { ...finding, ...damage } };
      assert.deepEqual(readRequest(request), { mode: 'read', concept: 'hpa' });
    }
  });

  test('an unknown confidence is left out of an action', () => {
    const action = { type: 'check', at: 0, choice: 1, confidence: 'absolutely' };
    assert.deepEqual(readPanelMessage({ version: 1, type: 'act', action }), {
      version: 1,
      type: 'act',
      action: { type: 'check', at: 0, choice: 1 },
    });
  });

  test('a very long answer is cut', () => {
    const action = { type: 'submit', at: 0, text: 'a'.repeat(longestAnswer + 1) };
    const message = readPanelMessage({ version: 1, type: 'act', action });
    assert.ok(message?.type === 'act' && message.action.type === 'submit');
    assert.equal(message.action.text.length, longestAnswer);
  });

  test('what is no message at all is dropped', () => {
    for (const value of [undefined, null, 0, '', 'ready', [], [1], {}, () => 1, { version: 1 }]) {
      assert.equal(readPanelMessage(value), undefined);
      assert.equal(isHostMessage(value), false);
    }
  });
});

describe('messages of the host', () => {
  const frame = { trail: [], modes: [], at: 0, step: 'seed:0' };
  const view = { kind: 'empty', title: '', message: '', next: {} };

  test('views, loading and failures are known', () => {
    assert.ok(isHostMessage({ version: 1, type: 'loading' }));
    assert.ok(isHostMessage({ version: 1, type: 'failed', message: 'No content.' }));
    assert.ok(isHostMessage({ version: 1, type: 'view', view, frame, saved: {} }));
  });

  test('views of an unknown kind and without a frame are not', () => {
    const other = { ...view, kind: 'wizard' };
    assert.ok(!isHostMessage({ version: 1, type: 'view', view: other, frame, saved: {} }));
    assert.ok(!isHostMessage({ version: 1, type: 'view', view, saved: {} }));
    assert.ok(!isHostMessage({ version: 2, type: 'loading' }));
    assert.ok(!isHostMessage({ version: 1, type: 'failed' }));
  });
});
