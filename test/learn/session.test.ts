import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { withId } from '../../src/learn/log.ts';
import { plainCode, plainText } from '../../src/learn/markup.ts';
import { present } from '../../src/learn/present.ts';
import type { GeneratedQuestion } from '../../src/learn/questions/question.ts';
import { foldLog } from '../../src/learn/schedule.ts';
import { type Content, startSession } from '../../src/learn/session.ts';
import type { FindingContext, QuestionView, Request, View } from '../../src/learn/view.ts';
import { pages } from './compiled.ts';
import { content, Learning, minute } from './learning.ts';

const finding: FindingContext = {
  ...{ ruleId: 'install-at-start', title: 'Packages are installed at each start' },
  message: 'pip runs each time a container of this image starts.',
  why: 'Each replica downloads `requirements.txt` **again**.',
  ...{ path: 'serve/Dockerfile', start: 52, end: 60, line: 4 },
  lines: 'CMD pip install -r requirements.txt && python serve.py',
};

function question(view: View): QuestionView {
  assert.equal(view.kind, 'question');
  return view;
}

describe('a lesson', () => {
  test('opens on the page, with the user’s own line above it', () => {
    const learning = new Learning({ mode: 'read', concept: 'run-build-time', finding });
    const { view, frame } = learning.shown;
    assert.ok(view.kind === 'read' && view.finding);
    assert.equal(view.title, 'RUN happens at build time');
    assert.equal(view.finding.title, finding.title);
    assert.equal(plainCode(view.finding.excerpt.code), finding.lines);
    assert.equal(view.finding.excerpt.line, 4);
    assert.equal(view.finding.excerpt.name, 'serve/Dockerfile');
    assert.deepEqual(view.finding.excerpt.place, { path: 'serve/Dockerfile', start: 52, end: 60 });
    assert.deepEqual(
      frame.trail.map(({ label }) => label),
      ['Overview', 'Writing a Dockerfile', 'RUN happens at build time'],
    );
  });

  test('goes on with questions and ends with a summary', () => {
    const learning = new Learning({ mode: 'read', concept: 'run-build-time' });
    learning.next();
    assert.deepEqual(learning.records, [
      { type: 'met', at: learning.now, concept: 'run-build-time' },
    ]);
    const kinds = learning.answerAll();
    assert.deepEqual(kinds, ['question', 'question', 'card']);
    const { view } = learning.shown;
    assert.ok(view.kind === 'done');
    assert.deepEqual([view.right, view.asked], [3, 3]);
  });

  test('begins with a question about the user’s own file when there is one', () => {
    const learning = new Learning({ mode: 'read', concept: 'run-build-time' }, [effective]);
    learning.next();
    const view = question(learning.shown.view);
    assert.equal(view.item, effective.id);
    assert.equal(view.excerpt?.place.path, 'serve/Dockerfile');
  });
});

const effective: GeneratedQuestion = {
  ...{ id: 'effective-command:serve/Dockerfile', kind: 'question', maker: 'effective-command' },
  ...{ concept: 'run-build-time', fact: 'run-build-time/start-time', difficulty: 1 },
  stem: [{ kind: 'text', text: 'What runs when a container of serve starts?' }],
  options: [
    { text: [{ kind: 'code', text: 'python serve.py' }], correct: true, why: [] },
    { text: [{ kind: 'code', text: 'pip install' }], correct: false, why: [] },
  ],
  hints: [[{ kind: 'text', text: 'Look at the last CMD.' }]],
  evidence: {
    ...{ path: 'serve/Dockerfile', start: 90, end: 115, line: 7 },
    lines: 'CMD ["python", "serve.py"]',
  },
};

describe('a question of the map', () => {
  const lines = { path: 'k8s/service.yaml', start: 40, end: 60, line: 6, lines: 'selector: {}' };
  const made: GeneratedQuestion = {
    ...effective,
    ...{ id: 'made/selecting-field/k8s', concept: 'labels-selectors' },
    fact: 'labels-selectors/whoever-made-it',
    evidence: lines,
    beside: [{ ...lines, path: 'k8s/deployment.yaml', lines: 'labels: {}' }],
    tie: { from: '0 a', to: '0 b' },
  };
  const request: Request = { mode: 'quiz', ask: made.id };

  test('shows the lines that prove it after the answer, which they would tell', () => {
    const learning = new Learning(request, [effective, made]);
    const before = question(learning.shown.view);
    assert.deepEqual([before.item, before.excerpt, before.beside], [made.id, undefined, undefined]);
    assert.deepEqual(learning.shown.frame.progress, { at: 1, of: 1 });
    learning.check(true, 'certain');
    const { beside, excerpt, feedback } = question(learning.shown.view);
    assert.equal(excerpt?.place.path, 'k8s/service.yaml');
    assert.deepEqual(
      beside?.map(({ name }) => name),
      ['k8s/deployment.yaml'],
    );
    assert.equal(feedback?.ok, true);
  });

  test('is logged for its concept, and leads back to the map', () => {
    const learning = new Learning(request, [effective, made]);
    learning.answerAll();
    const [record] = learning.records;
    assert.ok(record?.type === 'answer');
    assert.deepEqual([record.concept, record.fact, record.mode], [made.concept, made.fact, 'quiz']);
    const learner = foldLog(learning.records.map((each, i) => withId(each, String(i))));
    assert.ok((learner.facts.get(made.fact)?.due ?? 0) > learning.now);
    const { view } = learning.shown;
    assert.ok(view.kind === 'done');
    assert.deepEqual(view.next.request, { mode: 'map' });
  });

  test('says so when its files have changed', () => {
    const { view } = new Learning(request, [effective]).shown;
    assert.equal(view.kind === 'empty' && view.title, 'This is not asked any more');
  });
});

describe('a quiz', () => {
  test('gives no reason and no key away before the check', () => {
    const learning = new Learning({ mode: 'quiz', concept: 'hpa' });
    const sent = JSON.stringify(learning.shown.view);
    const item = learning.item();
    assert.ok('options' in item);
    for (const { why } of item.options) assert.ok(!sent.includes(plainText(why)));
    assert.doesNotMatch(sent, /correct|misconception/);
  });

  test('after the check each option has its reason, the right one first', () => {
    const learning = new Learning({ mode: 'quiz', concept: 'hpa' });
    learning.check(false);
    const { feedback } = question(learning.shown.view);
    assert.ok(feedback);
    assert.equal(feedback.ok, false);
    assert.equal(feedback.reasons.length, 4);
    assert.deepEqual(
      feedback.reasons.map(({ correct, chosen }) => (correct ? 'right' : chosen ? 'mine' : '')),
      ['right', 'mine', '', ''],
    );
    assert.ok(feedback.reasons[1]?.refutes);
  });

  test('the numbers of the reasons are those on the screen', () => {
    const learning = new Learning({ mode: 'quiz', concept: 'hpa' });
    const before = question(learning.shown.view).options.map(({ text }) => plainText(text));
    learning.check(true);
    for (const { number, text } of question(learning.shown.view).feedback?.reasons ?? []) {
      assert.equal(before[number - 1], plainText(text));
    }
  });

  test('an answer is recorded with its hints, its time and how sure it was', () => {
    const learning = new Learning({ mode: 'quiz', concept: 'hpa' });
    learning.act({ type: 'hint', at: 0 });
    learning.wait(5000);
    learning.check(true, 'fairly');
    const { id, fact } = learning.item();
    assert.deepEqual(learning.records, [
      {
        ...{ type: 'answer', at: learning.now, concept: 'hpa', fact, item: id, mode: 'quiz' },
        ...{ ok: true, confidence: 'fairly', hints: 1, ms: 5000 },
      },
    ]);
  });

  test('hints come one by one, and there are no more than there are', () => {
    const learning = new Learning({ mode: 'quiz', concept: 'hpa' });
    const all = question(learning.shown.view).hintsLeft;
    for (let i = 1; i <= all + 2; i += 1) {
      learning.act({ type: 'hint', at: 0 });
      const { hints, hintsLeft } = question(learning.shown.view);
      assert.deepEqual([hints.length, hintsLeft], [Math.min(i, all), Math.max(0, all - i)]);
    }
  });

  test('a miss comes back in another form, and no more than twice', () => {
    const learning = new Learning({ mode: 'quiz', concept: 'hpa' });
    const { fact } = learning.item();
    const planned = learning.session.steps.length;
    learning.check(false);
    assert.equal(learning.session.steps.length, planned + 1);
    const last = learning.session.steps.at(-1);
    assert.ok(last && 'item' in last);
    const again = pages.get('hpa')?.items.find(({ id }) => id === last.item);
    assert.equal(again?.fact, fact);
    learning.next();
    while (learning.shown.view.kind !== 'done') {
      if (learning.shown.view.kind === 'card') learning.mark(false);
      else {
        learning.check(false);
        learning.next();
      }
      assert.ok(learning.session.steps.length <= planned * 3);
    }
  });

  test('a right guess comes back as a card', () => {
    const learning = new Learning({ mode: 'quiz', concept: 'hpa' });
    const { fact } = learning.item();
    learning.check(true, 'guess');
    const last = learning.session.steps.at(-1);
    assert.ok(last && 'item' in last);
    const again = pages.get('hpa')?.items.find(({ id }) => id === last.item);
    if (pages.get('hpa')?.items.some((item) => item.kind === 'card' && item.fact === fact)) {
      assert.deepEqual([again?.kind, again?.fact], ['card', fact]);
    }
  });

  test('questions about contrasting concepts are mixed in once these were met', () => {
    const alone = new Learning({ mode: 'quiz', concept: 'hpa' });
    assert.deepEqual(new Set(alone.concepts()), new Set(['hpa']));
    const before = new Learning({ mode: 'read', concept: 'replicaset' });
    before.next();
    const mixed = before.continue({ mode: 'quiz', concept: 'hpa' });
    assert.equal(mixed.concepts().indexOf('replicaset'), 2);
  });

  test('late, repeated and foreign actions change nothing', () => {
    const learning = new Learning({ mode: 'quiz', concept: 'hpa' });
    const before = learning.session;
    learning.act({ type: 'next', at: 0 });
    learning.act({ type: 'check', at: 1, choice: 0 });
    learning.act({ type: 'check', at: 0, choice: 9 });
    learning.act({ type: 'mark', at: 0, ok: true });
    learning.act({ type: 'submit', at: 0, text: 'text' });
    learning.act({ type: 'confirm', at: 0, ideas: [] });
    assert.equal(learning.session, before);
    learning.check(true);
    const after = learning.session;
    learning.check(false);
    learning.act({ type: 'hint', at: 0 });
    assert.equal(learning.session, after);
    assert.equal(learning.records.length, 1);
  });

  test('the seed alone decides on the order', () => {
    const order = (seed: string): string => {
      const learning = new Learning({ mode: 'quiz', concept: 'portability' }, [], seed);
      const options = question(learning.shown.view).options.map(({ choice }) => choice);
      return JSON.stringify([learning.session.steps, options]);
    };
    assert.equal(order('a'), order('a'));
    assert.ok(new Set(['a', 'b', 'c', 'd'].map(order)).size > 1);
  });

  test('each option stands at each place for some seed', () => {
    const places = new Set<number>();
    for (let i = 0; i < 40; i += 1) {
      const learning = new Learning({ mode: 'quiz', concept: 'hpa' }, [], `seed ${i}`);
      const item = learning.item();
      assert.ok('options' in item);
      const key = item.options.findIndex(({ correct }) => correct);
      const { options } = question(learning.shown.view);
      places.add(options.findIndex(({ choice }) => choice === key));
    }
    assert.deepEqual([...places].toSorted(), [0, 1, 2, 3]);
  });
});

describe('recall', () => {
  test('a card is marked after its answer was shown', () => {
    const learning = new Learning({ mode: 'recall', concept: 'container' });
    const { view } = learning.shown;
    assert.ok(view.kind === 'card' && view.answer === undefined);
    learning.act({ type: 'mark', at: 0, ok: true });
    assert.equal(learning.records.length, 0);
    learning.mark(true);
    assert.equal(learning.session.at, 1);
    assert.equal(learning.records[0]?.type, 'answer');
  });

  test('without a concept it asks for what is due, and says so when nothing is', () => {
    const learning = new Learning({ mode: 'quiz', concept: 'hpa' });
    learning.answerAll();
    const soon = learning.continue({ mode: 'recall' });
    assert.ok(soon.session.steps.length <= 3);
    learning.wait(5 * 24 * 60 * minute);
    const later = learning.continue({ mode: 'recall' });
    const due = new Set(later.session.steps.map((step) => ('item' in step ? step.concept : '')));
    assert.deepEqual([...due], ['hpa']);
    assert.equal(new Learning({ mode: 'recall' }).shown.view.kind, 'empty');
  });

  test('a quiz without a concept begins something new when nothing is due', () => {
    const first = new Learning({ mode: 'quiz' });
    assert.deepEqual([...new Set(first.concepts())], ['deploying-a-model']);
  });
});

describe('practice', () => {
  test('the worked solution comes after the check, with check and common mistakes', () => {
    const learning = new Learning({ mode: 'practice', concept: 'docker-cli' });
    assert.ok(!JSON.stringify(learning.shown.view).includes('commonMistakes'));
    learning.check(true);
    const { feedback } = question(learning.shown.view);
    assert.equal(feedback?.solution?.steps.length, 3);
    assert.equal(feedback?.solution?.commonMistakes.length, 3);
    assert.equal(learning.records[0]?.type === 'answer' && learning.records[0].mode, 'practice');
  });

  test('a concept without practice says that there is none', () => {
    const concepts = content.index.concepts.map((each) => ({
      ...each,
      items: each.items.filter(({ kind }) => kind !== 'practice'),
    }));
    const without: Content = { ...content, index: { ...content.index, concepts } };
    const at = { seed: 'seed', now: 0 };
    const request: Request = { mode: 'practice', concept: 'tag-digest' };
    const session = startSession(without, foldLog([]), request, at);
    assert.equal(present(session, without, foldLog([]), 0).view.kind, 'empty');
  });
});

describe('a test', () => {
  test('has three easy, four medium and three hard questions and no feedback', () => {
    const learning = new Learning({ mode: 'test', concept: 'hpa' });
    assert.equal(learning.session.steps.length, 10);
    for (let i = 0; i < 10; i += 1) {
      const view = question(learning.shown.view);
      assert.equal(view.mode, 'test');
      assert.equal(view.feedback, undefined);
      assert.equal(view.hintsLeft, 0);
      assert.deepEqual(learning.shown.frame.progress, { at: i + 1, of: 10 });
      learning.check(true);
    }
    const difficulties = learning.session.outcomes.map(({ difficulty }) => difficulty);
    assert.deepEqual(difficulties, [1, 1, 1, 2, 2, 2, 2, 3, 3, 3]);
  });

  test('ends with a verdict, a date to confirm it, and a review of everything', () => {
    const learning = new Learning({ mode: 'test', concept: 'hpa' });
    learning.answerAll();
    const { view } = learning.shown;
    assert.ok(view.kind === 'result');
    assert.deepEqual([view.verdict, view.points, view.of], ['strong', 20, 20]);
    assert.equal(view.confirmOn, learning.now + 7 * 24 * 60 * minute);
    assert.equal(view.review.length, 10);
    assert.deepEqual(
      view.rows.map(({ right, of }) => [right, of]),
      [
        [3, 3],
        [4, 4],
        [3, 3],
      ],
    );
    assert.deepEqual(learning.records.at(-1), {
      ...{ type: 'test', at: learning.now, concept: 'hpa' },
      ...{ points: 20, of: 20, verdict: 'strong' },
      items: learning.session.steps.map((step) => ('item' in step ? step.item : '')),
    });
  });

  test('a miss is not asked again, and weak leads to the page', () => {
    const learning = new Learning({ mode: 'test', concept: 'hpa' });
    for (let i = 0; i < 10; i += 1) learning.check(false);
    const { view } = learning.shown;
    assert.ok(view.kind === 'result');
    assert.equal(view.verdict, 'weak');
    assert.deepEqual(view.next.request, { mode: 'read', concept: 'hpa' });
  });

  test('the same question is not asked twice', () => {
    for (const { id } of content.index.concepts) {
      const { session } = new Learning({ mode: 'test', concept: id });
      const items = session.steps.map((step) => ('item' in step ? step.item : ''));
      assert.equal(new Set(items).size, 10, id);
    }
  });
});

describe('an explanation', () => {
  const text = 'Because everything it needs is inside the image, it runs identically anywhere.';

  test('is scored with evidence, confirmed by the learner, and recorded with that count', () => {
    const learning = new Learning({ mode: 'explain', concept: 'portability' });
    learning.act({ type: 'submit', at: 0, text });
    const scored = learning.shown.view;
    assert.ok(scored.kind === 'explain' && scored.result);
    assert.equal(scored.result.segments.map((part) => part.text).join(''), text);
    const found = scored.result.ideas.filter((idea) => idea.found).map(({ id }) => id);
    assert.deepEqual(found, ['bundle', 'same']);
    assert.equal(scored.result.answer, undefined);
    learning.act({ type: 'confirm', at: 0, ideas: ['bundle', 'same', 'setup', 'nonsense'] });
    const confirmed = learning.shown.view;
    assert.ok(confirmed.kind === 'explain' && confirmed.result?.confirmed);
    assert.deepEqual(confirmed.result.confirmed.ideas, ['bundle', 'same', 'setup']);
    assert.match(confirmed.result.confirmed.note, /found 2; you added 1/);
    assert.ok(confirmed.result.answer);
    const [record] = learning.records;
    assert.ok(record?.type === 'answer');
    assert.deepEqual([record.mode, record.ok, record.score], ['explain', true, 3]);
  });

  test('can be written again before it is confirmed', () => {
    const learning = new Learning({ mode: 'explain', concept: 'portability' });
    learning.act({ type: 'submit', at: 0, text: 'Faster.' });
    const first = learning.shown.view;
    assert.ok(first.kind === 'explain' && first.result?.guard);
    learning.act({ type: 'submit', at: 0, text });
    const second = learning.shown.view;
    assert.ok(second.kind === 'explain');
    assert.equal(second.result?.guard, undefined);
    assert.equal(learning.records.length, 0);
  });
});

describe('order', () => {
  const viewOf = (learning: Learning) => {
    const { view } = learning.shown;
    assert.equal(view.kind, 'order');
    return view.kind === 'order' ? view : assert.fail();
  };

  test('begins with lines that do not stand right yet', () => {
    for (const seed of ['a', 'b', 'c', 'd', 'e']) {
      const learning = new Learning({ mode: 'order', concept: 'layers-cache' }, [], seed);
      learning.act({
        type: 'arrange',
        at: 0,
        order: viewOf(learning).lines.map(({ line }) => line),
      });
      assert.equal(viewOf(learning).feedback?.ok, false);
    }
  });

  test('takes any order that keeps the rules', () => {
    for (const order of [
      [0, 1, 2, 3, 4, 5],
      [0, 1, 2, 3, 5, 4],
    ]) {
      const learning = new Learning({ mode: 'order', concept: 'layers-cache' });
      learning.act({ type: 'arrange', at: 0, order, confidence: 'fairly' });
      assert.equal(viewOf(learning).feedback?.verdict, 'Right');
      assert.deepEqual(
        viewOf(learning).lines.map(({ line }) => line),
        order,
      );
      const [record] = learning.records;
      assert.equal(record?.type === 'answer' && record.mode, 'order');
    }
  });

  test('says which rules are broken, and why', () => {
    const learning = new Learning({ mode: 'order', concept: 'layers-cache' });
    learning.act({ type: 'arrange', at: 0, order: [0, 1, 4, 2, 3, 5] });
    const { feedback } = viewOf(learning);
    assert.equal(feedback?.verdict, 'Not in this order');
    assert.equal(feedback?.broken.length, 1);
    assert.equal(feedback?.solution.length, 6);
  });

  test('leaves out what is no order of the lines', () => {
    const learning = new Learning({ mode: 'order', concept: 'layers-cache' });
    for (const order of [[], [0, 1, 2], [0, 0, 1, 2, 3, 4], [9, 1, 2, 3, 4, 5]])
      learning.act({ type: 'arrange', at: 0, order });
    assert.equal(viewOf(learning).feedback, undefined);
    assert.equal(learning.records.length, 0);
  });
});

describe('predict', () => {
  test('asks what a file does and is logged as a prediction', () => {
    const learning = new Learning({ mode: 'predict', concept: 'workdir' });
    learning.check(true);
    const [record] = learning.records;
    assert.equal(record?.type === 'answer' && record.mode, 'predict');
    const { view } = learning.shown;
    assert.equal(view.kind === 'question' && view.code?.lang, 'dockerfile');
  });
});
