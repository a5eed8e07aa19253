import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Difficulty } from '../../src/learn/content.ts';
import { type Mark, scoreTest } from '../../src/learn/score.ts';

/** A test of three easy, four medium and three hard questions with so many right answers. */
function marks(easy: number, medium: number, hard: number): readonly Mark[] {
  const of = (difficulty: Difficulty, right: number, count: number): readonly Mark[] =>
    Array.from({ length: count }, (_, i) => ({ difficulty, ok: i < right }));
  return [...of(1, easy, 3), ...of(2, medium, 4), ...of(3, hard, 3)];
}

describe('the verdict of a test', () => {
  test('a full test has 20 points', () => {
    assert.deepEqual(scoreTest(marks(3, 4, 3)), { points: 20, of: 20, verdict: 'strong' });
    assert.deepEqual(scoreTest(marks(0, 0, 0)), { points: 0, of: 20, verdict: 'weak' });
  });

  for (const [easy, medium, hard, points, verdict, why] of [
    [2, 4, 2, 16, 'strong', 'one easy and one hard answer wrong'],
    [3, 4, 2, 17, 'strong', 'one hard answer wrong'],
    [3, 4, 1, 14, 'developing', 'two hard answers wrong'],
    [1, 4, 3, 18, 'developing', 'two easy answers wrong'],
    [2, 3, 3, 17, 'strong', 'one easy and one medium answer wrong'],
    [3, 2, 1, 10, 'developing', 'half of the points'],
    [3, 3, 0, 9, 'weak', 'less than half of the points'],
  ] as const) {
    test(`${points} points with ${why}: ${verdict}`, () => {
      assert.deepEqual(scoreTest(marks(easy, medium, hard)), { points, of: 20, verdict });
    });
  }

  test('a test without questions proves nothing', () => {
    assert.deepEqual(scoreTest([]), { points: 0, of: 0, verdict: 'weak' });
  });
});
