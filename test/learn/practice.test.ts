import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type Answer, decodeLog, encodeLog, mergeLogs, withId } from '../../src/learn/log.ts';
import { type Block, plainText } from '../../src/learn/markup.ts';
import { reviveSession } from '../../src/learn/revive.ts';
import { conceptState, createFold, foldLog, progressOf } from '../../src/learn/schedule.ts';
import { readSnapshot, snapshotOf } from '../../src/learn/snapshot.ts';
import { type Stage, stageAfter, stages } from '../../src/learn/stage.ts';
import { allPages } from './compiled.ts';
import { content, Learning, minute } from './learning.ts';

const request = { mode: 'practice', concept: 'service' } as const;
const logOf = ({ records }: Learning) => records.map((each, i) => withId(each, String(i)));
const stageOf = (learning: Learning): Stage =>
  progressOf(foldLog(logOf(learning)), 'service').stage;
const textOf = (body: readonly Block[]): string => JSON.stringify(body);

/** Practises once and goes on; gives the kind of the view, or of what was asked in it. */
function practise(learning: Learning, ok = true): Learning {
  if (learning.shown.view.kind === 'blanks') learning.fill(ok);
  else learning.check(ok);
  return learning.continue(request);
}

describe('practice that fades', () => {
  test('shows all steps, then leaves out the last, the last two, and all', () => {
    let learning = new Learning(request);
    const seen: unknown[] = [];
    for (let i = 0; i < 5; i++) {
      const { view } = learning.shown;
      if (view.kind === 'blanks')
        seen.push([view.stage, view.steps.length, view.blanks.map(({ number }) => number)]);
      else if (view.kind === 'question')
        seen.push([view.practice?.stage, view.practice?.steps.length]);
      learning = practise(learning);
    }
    const none = ['Stage 4 of 4: no step is shown.', 0];
    assert.deepEqual(seen, [
      ['Stage 1 of 4: the whole solution is shown, step by step.', 3],
      ['Stage 2 of 4: the last step is left to you.', 2, [3]],
      ['Stage 3 of 4: the last two steps are left to you.', 1, [2, 3]],
      none,
      none,
    ]);
  });

  test('falls back one stage when it was wrong, and says what comes next time', () => {
    let learning = practise(practise(new Learning(request)));
    assert.equal(stageOf(learning), 2);
    learning.fill(false);
    const { view } = learning.shown;
    assert.ok(view.kind === 'blanks' && view.feedback);
    assert.equal(view.feedback.verdict, 'Not all in its place');
    assert.match(view.feedback.note ?? '', /Next time the last step is left to you\.$/);
    learning = learning.continue(request);
    assert.equal(stageOf(learning), 1);
    assert.equal(practise(learning, false).shown.view.kind, 'question');
  });

  test('tells where each chosen text belongs, and then the whole solution', () => {
    const learning = practise(practise(new Learning(request)));
    const item = learning.item();
    assert.ok(item.kind === 'practice');
    const before = learning.shown.view;
    assert.ok(before.kind === 'blanks');
    assert.ok(!JSON.stringify(before).includes('correct'));
    learning.fill(false);
    const { view } = learning.shown;
    assert.ok(view.kind === 'blanks' && view.feedback);
    assert.deepEqual(view.feedback.solution.steps.length, item.steps.length);
    for (const [i, { number, options }] of view.feedback.blanks.entries()) {
      const [right, chosen] = options;
      assert.ok(right?.correct && !right.chosen && chosen?.chosen && !chosen.correct);
      assert.equal(textOf(right.body), textOf(item.steps[number - 1]?.body ?? []));
      for (const { number: place, body, why } of options) {
        assert.equal(textOf(before.blanks[i]?.options[place - 1] ?? []), textOf(body));
        assert.match(
          plainText(why),
          /^(?:It belongs here|It is another step here: .|From a problem on .)/,
        );
      }
    }
  });

  test('takes one choice for each blank, and no answer to the question that is not shown', () => {
    const learning = practise(practise(new Learning(request)));
    const before = learning.session;
    for (const choices of [[], [0], [0, 9], [0, 1, 2]])
      learning.act({ type: 'fill', at: 0, choices });
    learning.check(true);
    assert.equal(learning.session, before);
    const whole = new Learning(request);
    whole.act({ type: 'fill', at: 0, choices: [] });
    assert.equal(whole.records.length, 0);
  });

  test('logs the stage; with steps in view it counts as hard, and a worked one produces nothing', () => {
    const learning = practise(new Learning(request));
    const [first] = learning.records;
    assert.ok(first?.type === 'answer');
    assert.deepEqual([first.stage, first.ok, first.mode], [0, true, 'practice']);
    const after = progressOf(foldLog(logOf(learning)), 'service');
    assert.equal(after.produced, false);
    assert.ok(Math.abs(after.mastery - 0.35 * 0.6) < 1e-9);
    assert.equal(progressOf(foldLog(logOf(practise(learning))), 'service').produced, true);
  });

  test('comes back one stage lower in the same session', () => {
    const concepts = content.index.concepts.map((each) => ({
      ...each,
      items: each.items.filter(({ kind }) => kind === 'practice'),
    }));
    const only = { ...content, index: { ...content.index, concepts } };
    const learning = practise(new Learning(request, [], 'seed', undefined, only));
    learning.fill(false);
    learning.next();
    const [, again] = learning.session.steps;
    assert.ok(again && 'item' in again);
    assert.equal(again.stage, 0);
  });

  test('is asked cold in a test', () => {
    for (let i = 0; i < 20; i++) {
      const learning = new Learning({ mode: 'test', concept: 'service' }, [], `seed ${i}`);
      assert.ok(learning.session.steps.every((step) => !('stage' in step)));
      learning.answerAll();
      assert.equal(stageOf(learning), 0);
    }
  });

  test('goes on after a reload where it was', () => {
    const learning = practise(practise(new Learning(request)));
    const over = () => reviveSession(JSON.parse(JSON.stringify(learning.session)), content);
    assert.deepEqual(over(), learning.session);
    learning.fill(false);
    assert.deepEqual(over(), learning.session);
    const [step] = learning.session.steps;
    const damaged = { ...learning.session, steps: [{ ...step, stage: 7 }] };
    assert.deepEqual(reviveSession(damaged, content)?.steps, [
      { item: 'service/refused-but-healthy', concept: 'service' },
    ]);
  });
});

const answer = (at: number, ok: boolean, stage?: Stage): Answer => ({
  ...{ v: 1, type: 'answer', id: `a${at}`, at, concept: 'service', fact: 'service/two-ports' },
  ...{ item: 'service/refused-but-healthy', mode: 'practice', ok, hints: 0, ms: 1000 },
  ...(stage === undefined ? {} : { stage }),
});
const folded = (records: readonly Answer[]): Stage => progressOf(foldLog(records), 'service').stage;

describe('the stage of practice', () => {
  test('goes up and down one by one', () => {
    let stage: Stage = 0;
    const walk = [true, true, true, true, false, false, true, false, false, false].map((ok) => {
      stage = stageAfter(stage, { ok, stage });
      return stage;
    });
    assert.deepEqual(walk, [1, 2, 3, 3, 2, 1, 2, 1, 0, 0]);
  });

  test('counts once what two windows answered in one stage', () => {
    assert.equal(folded([answer(1, true, 0), answer(2, true, 0)]), 1);
    assert.equal(folded([answer(1, true, 0), answer(2, false, 1), answer(3, false, 1)]), 0);
  });

  test('keeps what was reached when a clock went backwards', () => {
    assert.equal(folded([answer(5, true, 1), answer(6, true, 0)]), 2);
    for (const stage of stages) assert.equal(stageAfter(3, { ok: true, stage }), 3);
  });

  test('an answer of before there were stages was given cold', () => {
    assert.equal(folded([answer(1, true)]), 3);
    assert.equal(folded([answer(1, false)]), 0);
    assert.equal(folded([answer(1, true), answer(2, false)]), 2);
  });

  test('is the same however the log was folded, written and merged', () => {
    const log = Array.from({ length: 40 }, (_, i) =>
      answer(i * 1000, i % 3 !== 0, stages[(i * 7) % 5]),
    );
    const fold = createFold();
    for (let end = 0; end <= log.length; end++)
      assert.deepEqual(fold(log.slice(0, end)), foldLog(log.slice(0, end)));
    const halves = [log.filter((_, i) => i % 2 > 0), log.filter((_, i) => i % 2 === 0)];
    const read = halves.map((half) => decodeLog(encodeLog(half)).records);
    assert.deepEqual(mergeLogs(read), log);
    assert.deepEqual(foldLog(mergeLogs(read.toReversed())), foldLog(log));
  });

  test('is carried to other machines, and a snapshot of before is read', () => {
    for (const stage of stages) {
      const learner = foldLog([answer(1, true, stage), answer(2, false, stage)]);
      const carried = readSnapshot(JSON.parse(JSON.stringify(snapshotOf(learner, 0))));
      const [before, after] = [learner, carried].map((each) => each.concepts.get('service'));
      assert.ok(before && after);
      assert.deepEqual({ ...after, mastery: before.mastery }, before);
    }
    const old = { v: 1, forgotten: 0, facts: {}, concepts: { service: [5, 0.5, 15, 3] } };
    const known = readSnapshot(old).concepts.get('service');
    assert.deepEqual([known?.stage, known?.explained], [0, true]);
  });

  test('leaves all else of an old log as it was', () => {
    const learning = new Learning({ mode: 'quiz', concept: 'service' });
    learning.answerAll();
    const { stage, ...rest } = progressOf(foldLog(logOf(learning)), 'service');
    assert.equal(stage, 0);
    assert.ok(rest.mastery > 0);
    const [service] = content.index.concepts.filter(({ id }) => id === 'service');
    assert.ok(service);
    assert.equal(
      conceptState(service, foldLog(logOf(learning)), learning.now + minute),
      'learning',
    );
  });
});

describe('what may stand in a blank', () => {
  const practices = allPages.flatMap(({ items }) =>
    items.flatMap((item) => (item.kind === 'practice' ? [item] : [])),
  );

  test('are three steps of other problems for each of the last two', () => {
    for (const { id, steps } of practices) {
      for (const [i, { body, decoys = [] }] of steps.entries()) {
        assert.equal(decoys.length, i < steps.length - 2 ? 0 : 3, `${id} ${i}`);
        const texts = new Set([body, ...decoys.map((decoy) => decoy.body)].map(textOf));
        assert.equal(texts.size, decoys.length + 1, id);
      }
    }
  });

  test('are texts of their own problem nowhere', () => {
    for (const { id, steps } of practices) {
      const own = new Set(steps.map(({ body }) => textOf(body)));
      for (const { decoys = [] } of steps)
        for (const { body } of decoys) assert.ok(!own.has(textOf(body)), id);
    }
  });

  test('do not stand out by their length', () => {
    const last = practices.flatMap(({ steps }) => steps.slice(-2));
    const longest = last.filter(({ body, decoys = [] }) =>
      decoys.every((decoy) => textOf(decoy.body).length < textOf(body).length),
    );
    assert.ok(longest.length < last.length / 2, `${longest.length} of ${last.length}`);
  });
});
