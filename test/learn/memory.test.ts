import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createEmptyCard, fsrs, Rating } from 'ts-fsrs';
import { type Memory, memoryAfter } from '../../src/learn/memory.ts';

const start = Date.UTC(2025, 0, 6, 9);
const ratings = { again: Rating.Again, hard: Rating.Hard, good: Rating.Good } as const;

const scheduler = fsrs({
  request_retention: 0.9,
  maximum_interval: 365,
  enable_fuzz: false,
  enable_short_term: false,
});

const answers = fc.array(
  fc.record({
    grade: fc.constantFrom('again', 'hard', 'good'),
    after: fc.integer({ min: 0, max: 400 * 24 * 60 * 60 * 1000 }),
  }),
  { minLength: 1, maxLength: 20 },
);

test('a memory is what the scheduler of the library makes of the same answers', () => {
  fc.assert(
    fc.property(answers, (given) => {
      let card = createEmptyCard(new Date(start));
      let memory: Memory | undefined;
      let at = start;
      for (const { after, grade } of given) {
        const lastAt = at;
        at += after;
        card = scheduler.next(card, new Date(at), ratings[grade]).card;
        memory = memoryAfter(memory, lastAt, at, grade);
        const { stability, difficulty, reps, lapses, scheduled_days: interval } = card;
        assert.deepEqual(memory, { stability, difficulty, reps, lapses, interval });
      }
    }),
  );
});
