import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { ConceptMeta } from '../../src/learn/content.ts';
import type { Answer } from '../../src/learn/log.ts';
import {
  conceptState,
  dueFacts,
  foldLog,
  gradeOf,
  mastered,
  progressOf,
} from '../../src/learn/schedule.ts';
import { compiled } from './compiled.ts';

const day = 24 * 60 * 60 * 1000;
const start = Date.UTC(2025, 0, 6, 9);
const fact = 'hpa/needs-requests';

function answer(at: number, ok = true, more: Partial<Answer> = {}): Answer {
  return {
    ...{ v: 1, type: 'answer', id: `a${at}`, at, concept: 'hpa', fact, item: 'hpa/no-request' },
    ...{ mode: 'quiz', ok, hints: 0, ms: 4000 },
    ...more,
  };
}

const conceptOf = (id: string): ConceptMeta => {
  const concept = compiled.index.concepts.find((entry) => entry.id === id);
  assert.ok(concept);
  return concept;
};
const hpa = conceptOf('hpa');

/** Answers at each due time; `right` says how each answer went; gives the intervals in days. */
function intervals(right: readonly boolean[]): readonly number[] {
  const records: Answer[] = [];
  const days: number[] = [];
  let at = start;
  for (const ok of right) {
    records.push(answer(at, ok));
    const due = foldLog(records).facts.get(fact)?.due ?? 0;
    days.push(Math.round((due - at) / day));
    at = due;
  }
  return days;
}

describe('the schedule of a fact', () => {
  test('right each time: 3, 14, 57, 196 days, then never more than a year', () => {
    assert.deepEqual(intervals([true, true, true, true, true, true]), [3, 14, 57, 196, 365, 365]);
  });

  test('a miss at day 57 brings it back soon', () => {
    assert.deepEqual(intervals([true, true, true, false, true, true]), [3, 14, 57, 3, 8, 19]);
  });

  test('wrong is again; a guess, a hint or three of four ideas is hard; right is good', () => {
    assert.equal(gradeOf(answer(start, false, { confidence: 'certain' })), 'again');
    assert.equal(gradeOf(answer(start, true, { confidence: 'guess' })), 'hard');
    assert.equal(gradeOf(answer(start, true, { hints: 1 })), 'hard');
    assert.equal(gradeOf(answer(start, true, { mode: 'explain', score: 3 })), 'hard');
    assert.equal(gradeOf(answer(start, true, { mode: 'explain', score: 4 })), 'good');
    assert.equal(gradeOf(answer(start, true, { confidence: 'certain' })), 'good');
  });

  test('sure but wrong comes back within a week', () => {
    const learned = [0, 3, 17, 74].map((days) => answer(start + days * day));
    const wrongAt = start + 270 * day;
    const learner = foldLog([...learned, answer(wrongAt, false, { confidence: 'certain' })]);
    const due = learner.facts.get(fact)?.due ?? Infinity;
    assert.ok(due <= wrongAt + 7 * day);
  });

  test('answering twice on one day does not push the date away', () => {
    const once = foldLog([answer(start)]).facts.get(fact)?.due ?? 0;
    const twice = foldLog([answer(start), answer(start + 60_000)]).facts.get(fact)?.due ?? 0;
    assert.ok(twice - once <= 2 * day, `${(twice - once) / day} days`);
  });

  test('facts that are due come with the longest waiting first', () => {
    const other = 'hpa/formula';
    const learner = foldLog([answer(start), answer(start + day, true, { id: 'b', fact: other })]);
    assert.deepEqual(dueFacts(compiled.index, learner, start + day), []);
    assert.deepEqual(dueFacts(compiled.index, learner, start + 10 * day), [fact, other]);
  });
});

describe('the mastery of a concept', () => {
  test('from zero, 0.8 takes five right quiz answers or four right explanations', () => {
    const after = (mode: 'quiz' | 'explain', count: number): number =>
      Array.from({ length: count }).reduce<number>((m) => mastered(m, mode, 'good'), 0);
    assert.ok(after('quiz', 4) < 0.8 && after('quiz', 5) >= 0.8);
    assert.ok(after('explain', 3) < 0.8 && after('explain', 4) >= 0.8);
  });

  test('a wrong answer lowers it, a hint slows it down', () => {
    assert.equal(mastered(0.5, 'quiz', 'again'), 0.35);
    assert.ok(mastered(0.5, 'quiz', 'hard') < mastered(0.5, 'quiz', 'good'));
  });

  test('new until met, learning until solid', () => {
    const now = start + 1000;
    assert.equal(conceptState(hpa, foldLog([]), now), 'new');
    const met = foldLog([{ v: 1, type: 'met', id: 'm', at: start, concept: 'hpa' }]);
    assert.equal(conceptState(hpa, met, now), 'learning');
  });

  test('solid needs 0.8, something produced, and a success on a later day', () => {
    const quizzes = [0, 1, 2, 3, 4].map((i) => answer(start + i * 1000));
    const now = start + 2 * day;
    assert.ok(progressOf(foldLog(quizzes), 'hpa').mastery >= 0.8);
    assert.equal(conceptState(hpa, foldLog(quizzes), start + day), 'learning');
    const late = answer(start + day, true, { id: 'late' });
    assert.equal(conceptState(hpa, foldLog([...quizzes, late]), now), 'learning');
    const practice = answer(start + day, true, { id: 'p', mode: 'practice' });
    assert.equal(conceptState(hpa, foldLog([...quizzes, practice]), now), 'solid');
  });

  test('a due fact shows on its concept', () => {
    assert.equal(conceptState(hpa, foldLog([answer(start)]), start + 4 * day), 'due');
  });

  test('ten thousand answers are folded', () => {
    const facts = compiled.index.concepts.flatMap((concept) =>
      concept.facts.map((id) => ({ concept: concept.id, fact: id })),
    );
    const records = Array.from({ length: 10_000 }, (_, i) => {
      const { concept, fact: id } = facts[i % facts.length] ?? { concept: 'hpa', fact };
      return answer(start + i * 60_000, i % 5 !== 0, { id: `r${i}`, concept, fact: id });
    });
    assert.equal(foldLog(records).facts.size, facts.length);
  });
});
