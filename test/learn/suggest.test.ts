import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { content, Learning, minute } from './learning.ts';

const home = { mode: 'home' } as const;
const day = 24 * 60 * minute;

describe('the overview', () => {
  test('shows all modules and concepts, and begins at the beginning', () => {
    const { view, frame } = new Learning(home).shown;
    assert.ok(view.kind === 'home');
    assert.equal(view.modules.length, 9);
    assert.equal(view.modules.flatMap(({ concepts }) => concepts).length, 45);
    assert.deepEqual(view.suggestion.request, { mode: 'read', concept: 'deploying-a-model' });
    assert.deepEqual(frame.modes, []);
  });

  test('shows what is due, and suggests it first', () => {
    const learning = new Learning({ mode: 'quiz', concept: 'hpa' });
    learning.answerAll();
    learning.wait(5 * day);
    const { view } = learning.continue(home).shown;
    assert.ok(view.kind === 'home');
    assert.ok(view.due > 0);
    assert.deepEqual(view.suggestion.request, { mode: 'recall' });
    assert.match(view.suggestion.why, /^\d+ facts are due for review\.$/);
  });

  test('suggests practice for what is begun and not firm', () => {
    const learning = new Learning({ mode: 'quiz', concept: 'hpa' });
    learning.check(false);
    const { view } = learning.continue(home).shown;
    assert.ok(view.kind === 'home');
    assert.deepEqual(view.suggestion.request, { mode: 'practice', concept: 'hpa' });
  });

  test('each suggestion on the way leads to something', () => {
    let learning = new Learning(home);
    for (let i = 0; i < 60; i += 1) {
      const { view } = learning.continue(home).shown;
      assert.ok(view.kind === 'home');
      learning = learning.continue(view.suggestion.request);
      assert.notEqual(learning.shown.view.kind, 'empty', view.suggestion.label);
      if (learning.shown.view.kind === 'read') learning.next();
      learning.answerAll();
      learning.wait(day / 2);
    }
    const { view } = learning.continue(home).shown;
    assert.ok(view.kind === 'home');
    const states = view.modules.flatMap(({ concepts }) => concepts).map(({ state }) => state);
    assert.ok(states.filter((state) => state !== 'new').length >= 5, states.join(' '));
  });

  test('modes without an exercise are not offered', () => {
    for (const concept of content.index.concepts) {
      const { frame } = new Learning({ mode: 'read', concept: concept.id }).shown;
      for (const { request } of frame.modes) {
        assert.notEqual(new Learning(request).shown.view.kind, 'empty', concept.id);
      }
    }
  });
});
