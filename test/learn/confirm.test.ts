import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { confirmations, isConfirmed, standingOf } from '../../src/learn/confirm.ts';
import {
  decodeLog,
  encodeLog,
  type LogRecord,
  mergeLogs,
  type Verdict,
  withId,
} from '../../src/learn/log.ts';
import { createFold, foldLog, type Learner, progressOf } from '../../src/learn/schedule.ts';
import { readSnapshot, snapshotOf } from '../../src/learn/snapshot.ts';
import type { Request } from '../../src/learn/view.ts';
import { content, Learning, minute } from './learning.ts';

const day = 24 * 60 * minute;
const home: Request = { mode: 'home' };
const start = Date.UTC(2026, 0, 5, 9);

const learnerOf = ({ records }: Learning): Learner =>
  foldLog(records.map((each, i) => withId(each, String(i))));
const standing = (learner: Learner) => standingOf(progressOf(learner, 'hpa'));

/** A learner who did well in a test of the autoscaler. */
function strong(): Learning {
  const learning = new Learning({ mode: 'test', concept: 'hpa' });
  learning.answerAll();
  return learning;
}

/** The same learner when it is time to confirm, in what is offered. */
function confirming(): Learning {
  const learning = strong();
  learning.wait(7 * day);
  const [offer] = confirmations(content.index, learnerOf(learning), learning.now);
  assert.ok(offer);
  return learning.continue(offer.request);
}

describe('a strong test', () => {
  test('is provisional, and says when it can be confirmed', () => {
    const learning = strong();
    const { view } = learning.shown;
    assert.ok(view.kind === 'result');
    assert.deepEqual([view.heading, view.unit], ['Strong today', 'points']);
    assert.equal(view.confirmOn, learning.now + 7 * day);
    assert.equal(standing(learnerOf(learning)), 'provisional');
    const { view: progress } = learning.continue({ mode: 'progress' }).shown;
    assert.ok(progress.kind === 'progress');
    assert.deepEqual(progress.tests, [
      { title: 'HorizontalPodAutoscaler', standing: 'provisional', confirmOn: view.confirmOn },
    ]);
  });

  test('is offered from that day on: as the next step, on the overview and beside its verdict', () => {
    const learning = strong();
    const offers = () => {
      const { view } = learning.continue(home).shown;
      assert.ok(view.kind === 'home');
      return [view.suggestion.label, view.confirm.map(({ label }) => label)];
    };
    learning.wait(7 * day - 1);
    assert.deepEqual(offers()[1], []);
    assert.doesNotMatch(String(offers()[0]), /^Confirm/);
    learning.wait(1);
    const label = 'Confirm: HorizontalPodAutoscaler';
    assert.deepEqual(offers(), [label, [label]]);
    learning.wait(300 * day);
    assert.deepEqual(offers(), [label, [label]]);
    const { view } = learning.continue({ mode: 'progress' }).shown;
    assert.ok(view.kind === 'progress');
    assert.equal(view.tests[0]?.confirm?.label, label);
  });

  test('is confirmed with three questions that were not in it', () => {
    for (let i = 0; i < 20; i++) {
      const learning = confirming();
      const tested = learning.records.flatMap((each) =>
        each.type === 'answer' ? [each.item] : [],
      );
      const items = learning.session.steps.map((step) => ('item' in step ? step.item : ''));
      assert.equal(items.length, 3);
      assert.equal(new Set([...items, ...tested]).size, 13);
    }
  });

  test('is confirmed for good by two right answers of three', () => {
    const learning = confirming();
    learning.check(true);
    assert.equal(
      learning.shown.view.kind === 'question' && learning.shown.view.feedback,
      undefined,
    );
    learning.check(false);
    learning.check(true);
    const { view } = learning.shown;
    assert.ok(view.kind === 'result');
    assert.deepEqual(
      [view.heading, view.points, view.of, view.unit, view.confirmOn],
      ['Strong, and confirmed', 2, 3, 'right', undefined],
    );
    assert.equal(view.review.length, 3);
    assert.deepEqual(learning.records.at(-1), {
      ...{ type: 'confirm', at: learning.now, concept: 'hpa', ok: true },
      test: learning.now - 7 * day,
    });
    const { view: overview } = learning.continue(home).shown;
    assert.ok(overview.kind === 'home');
    assert.deepEqual(overview.confirm, []);
    const concepts = overview.modules.flatMap((module) => module.concepts);
    assert.equal(concepts.find(({ id }) => id === 'hpa')?.standing, 'confirmed');
  });

  test('drops back to developing by two wrong answers', () => {
    const learning = confirming();
    learning.check(true);
    learning.check(false);
    learning.check(false);
    const { view } = learning.shown;
    assert.ok(view.kind === 'result');
    assert.deepEqual([view.verdict, view.points], ['developing', 1]);
    assert.match(view.heading, /^Not confirmed/);
    assert.deepEqual(view.next.request, { mode: 'read', concept: 'hpa' });
    assert.equal(standing(learnerOf(learning)), 'developing');
    learning.wait(30 * day);
    assert.deepEqual(confirmations(content.index, learnerOf(learning), learning.now), []);
  });

  test('is confirmed once, when it is time, and no other test with it', () => {
    const learning = strong();
    const request: Request = { mode: 'test', concept: 'hpa', confirm: learning.now };
    const titleOf = (asked: Request) => {
      const { view } = learning.continue(asked).shown;
      return view.kind === 'empty' ? view.title : view.kind;
    };
    assert.equal(titleOf(request), 'There is nothing to confirm');
    learning.wait(8 * day);
    assert.equal(titleOf(request), 'question');
    assert.equal(titleOf({ ...request, confirm: 1 }), 'There is nothing to confirm');
    assert.equal(titleOf({ ...request, concept: 'service' }), 'There is nothing to confirm');
  });

  test('of before questions were kept asks what was not answered yet', () => {
    const learning = strong();
    const old = learning.records.map((each) => {
      if (each.type !== 'test') return each;
      const { items: _, ...rest } = each;
      return rest;
    });
    const later = { now: learning.now + 8 * day, records: old };
    const request: Request = { mode: 'test', concept: 'hpa', confirm: learning.now };
    const next = new Learning(request, [], 'seed', later);
    const seen = new Set(old.flatMap((each) => (each.type === 'answer' ? [each.item] : [])));
    assert.equal(next.session.steps.length, 3);
    for (const step of next.session.steps) assert.ok('item' in step && !seen.has(step.item));
  });

  test('falls back on what was asked when there is nothing else', () => {
    const concepts = content.index.concepts.map((each) =>
      each.id === 'hpa' ? { ...each, items: each.items.slice(0, 12) } : { ...each, items: [] },
    );
    const few = { ...content, index: { ...content.index, concepts } };
    const learning = new Learning({ mode: 'test', concept: 'hpa' }, [], 'seed', undefined, few);
    const asked = learning.session.steps.length;
    assert.ok(asked > 3);
    learning.answerAll();
    learning.wait(7 * day);
    const request: Request = { mode: 'test', concept: 'hpa', confirm: learning.now - 7 * day };
    assert.equal(learning.continue(request).session.steps.length, 3);
  });
});

const tested = (at: number, verdict: Verdict = 'strong'): LogRecord => ({
  ...{ v: 1, type: 'test', id: `t${at}`, at: start + at * day, concept: 'hpa' },
  ...{ points: 18, of: 20, verdict, items: ['hpa/no-request'] },
});
const confirm = (at: number, test: number, ok = true, id = 'c'): LogRecord => ({
  ...{ v: 1, type: 'confirm', id: `${id}${at}`, at: start + at * day, concept: 'hpa' },
  ...{ test: start + test * day, ok },
});
const folded = (...records: readonly LogRecord[]) => standing(foldLog(mergeLogs([records])));

describe('the standing of a concept', () => {
  test('follows tests and what confirms them', () => {
    assert.equal(standing(foldLog([])), undefined);
    assert.equal(folded(tested(0, 'weak')), 'weak');
    assert.equal(folded(tested(0)), 'provisional');
    assert.equal(folded(tested(0), confirm(7, 0)), 'confirmed');
    assert.equal(folded(tested(0), confirm(7, 0, false)), 'developing');
    assert.equal(folded(tested(0), confirm(7, 0, false), tested(8)), 'provisional');
    assert.equal(folded(tested(0), confirm(7, 0), tested(8, 'weak')), 'weak');
    assert.equal(folded(tested(0), tested(1, 'developing'), tested(2)), 'provisional');
  });

  test('stays confirmed by a further strong test; a second one a week later confirms the first', () => {
    assert.equal(folded(tested(0), confirm(7, 0), tested(8)), 'confirmed');
    assert.equal(folded(tested(0), tested(3)), 'provisional');
    assert.equal(folded(tested(0), tested(7)), 'confirmed');
  });

  test('takes the first answer of two windows', () => {
    assert.equal(folded(tested(0), confirm(7, 0), confirm(8, 0, false)), 'confirmed');
    assert.equal(folded(tested(0), confirm(7, 0, false), confirm(8, 0)), 'developing');
  });

  test('loses nothing when the clock went backwards', () => {
    assert.equal(folded(tested(10), confirm(5, 10)), 'confirmed');
    assert.equal(folded(tested(10), confirm(5, 10, false)), 'developing');
    assert.equal(
      folded(tested(0), tested(20), confirm(21, 0), confirm(9, 20, false)),
      'developing',
    );
  });

  test('is the same however the log was written, merged and folded', () => {
    const log = Array.from({ length: 60 }, (_, i): LogRecord => {
      if (i % 5 === 3) return confirm(i, i - 3, i % 2 > 0);
      return i % 5 === 0
        ? tested(i, i % 4 === 3 ? 'weak' : 'strong')
        : confirm(i, i - 50, true, 'x');
    }).toSorted((a, b) => a.at - b.at);
    const fold = createFold();
    for (let end = 0; end <= log.length; end++)
      assert.deepEqual(fold(log.slice(0, end)), foldLog(log.slice(0, end)));
    const parts = [log.slice(0, 31), log.slice(20), log.slice(5, 9)];
    const read = parts.map((part) => decodeLog(encodeLog(part)));
    assert.ok(read.every(({ dropped }) => dropped === 0));
    assert.deepEqual(mergeLogs(read.map(({ records }) => records)), log);
  });

  test('drops what is no confirmation from a log', () => {
    const [line = ''] = encodeLog([confirm(7, 0)]).split('\n');
    for (const damage of ['"test":-1', '"test":"x"', '"ok":1'])
      assert.equal(decodeLog(line.replace(/"(test|ok)":[^,}]+/, damage)).dropped, 1, damage);
  });

  test('is carried to other machines, with what was asked while it is provisional', () => {
    const carried = (records: readonly LogRecord[]) =>
      readSnapshot(JSON.parse(JSON.stringify(snapshotOf(foldLog(records), 0))));
    const open = carried([tested(0)]).concepts.get('hpa');
    assert.deepEqual(open?.test, { at: start, verdict: 'strong', items: ['hpa/no-request'] });
    const closed = carried([tested(0), confirm(7, 0, false)]);
    assert.deepEqual(closed.concepts.get('hpa')?.test, { at: start, verdict: 'strong' });
    assert.equal(standing(createFold(closed)([])), 'developing');
    assert.equal(standing(createFold(carried([tested(0)]))([confirm(7, 0)])), 'confirmed');
  });

  test('of two machines takes the later test, whoever learned last', () => {
    const answered: LogRecord = {
      v: 1,
      id: 'm',
      at: start + 20 * day,
      type: 'met',
      concept: 'hpa',
    };
    const other = readSnapshot(snapshotOf(foldLog([tested(0), confirm(7, 0)]), 0));
    const early: LogRecord = { v: 1, id: 'e', at: start - day, type: 'met', concept: 'hpa' };
    assert.equal(standing(createFold(other)([early, answered])), 'confirmed');
    const weak = readSnapshot(snapshotOf(foldLog([tested(-3, 'weak'), answered]), 0));
    assert.equal(standing(createFold(weak)([tested(0), confirm(7, 0)])), 'confirmed');
  });

  test('of two machines that confirmed one test is the same on both', () => {
    const sides = [true, false].map((ok) => [tested(0), confirm(7, 0, ok)]);
    const carried = sides.map((side) => readSnapshot(snapshotOf(foldLog(side), 0)));
    const [right = [], wrong = []] = sides;
    assert.equal(standing(createFold(carried[1])(right)), 'developing');
    assert.equal(standing(createFold(carried[0])(wrong)), 'developing');
  });

  test('of a snapshot that may be anything is a standing or none', () => {
    const concepts = { hpa: [5, 0.5, 15, 3] };
    for (const tests of [null, [], { hpa: 'x' }, { hpa: [1] }, { hpa: [1, 9, 0, 0] }]) {
      const known = readSnapshot({ v: 1, forgotten: 0, facts: {}, concepts, tests, asked: 7 });
      assert.equal(known.concepts.get('hpa')?.test, undefined);
    }
  });
});

describe('three questions', () => {
  test('confirm with one slip, and not by half', () => {
    assert.deepEqual(
      [0, 1, 2, 3].map((right) => isConfirmed(right, 3)),
      [false, false, true, true],
    );
    assert.deepEqual([isConfirmed(0, 0), isConfirmed(1, 1)], [false, true]);
  });

  test('fail who knows nine of ten in 3 of 100 cases, and in 27 if all had to be right', () => {
    const p = 0.9;
    const fails = 1 - (p ** 3 + 3 * p ** 2 * (1 - p));
    assert.deepEqual([Math.round(fails * 100), Math.round((1 - p ** 3) * 100)], [3, 27]);
  });
});
