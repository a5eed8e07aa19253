import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { build } from 'esbuild';
import { presentMap } from '../../src/learn/present-map.ts';
import type { HostMessage, Request } from '../../src/learn/protocol.ts';
import { Learning, minute } from './learning.ts';
import { TinyNode, tinyDocument } from './tiny-dom.ts';

const panelDir = join(import.meta.dirname, '../../src/panel');
let renderInto: (message: HostMessage, draft: object, root: TinyNode) => void;

before(async () => {
  const { outputFiles } = await build({
    stdin: {
      contents: `import { render, h } from 'preact'; import { App } from './app.tsx';
        export const renderInto = (message, draft, root) =>
          render(h(App, { message, panel: { draft, setDraft() {}, act() {}, open() {}, show() {} } }), root);`,
      resolveDir: panelDir,
      loader: 'js',
    },
    ...{ bundle: true, write: false, format: 'esm', jsx: 'automatic', jsxImportSource: 'preact' },
  });
  Object.assign(globalThis, { document: tinyDocument });
  const code = Buffer.from(outputFiles[0]?.contents ?? []).toString('base64');
  ({ renderInto } = await import(`data:text/javascript;base64,${code}`));
});

after(() => {
  Reflect.deleteProperty(globalThis, 'document');
});

function shownOf(learning: Learning, draft: object = {}): TinyNode {
  const message = { version: 1, type: 'view', ...learning.shown, saved: learning.session } as const;
  return rendered(message, { step: learning.shown.frame.step, ...draft });
}

function rendered(message: HostMessage, draft: object = {}): TinyNode {
  const root = new TinyNode('div');
  renderInto(message, draft, root);
  return root;
}

const texts = (root: TinyNode, name: string): readonly string[] =>
  root.all(name).map((node) => node.textContent.trim());

describe('the panel', () => {
  test('shows a question with its options, how sure, and one button to check', () => {
    const learning = new Learning({ mode: 'quiz', concept: 'run-build-time' });
    const root = shownOf(learning);
    assert.deepEqual(texts(root, 'legend'), ['Choose one', 'How sure?']);
    const radios = root.all('input').filter((node) => node.attributes.get('name') === 'option');
    assert.deepEqual(
      radios.map((node) => node.attributes.get('data-key')),
      ['1', '2', '3', '4'],
    );
    const keys = root.all('button').map((node) => node.attributes.get('data-key'));
    assert.ok(keys.includes('Enter') && keys.includes('h'));
    assert.equal(root.all('h1').length, 1);
  });

  test('shows all reasons after the check, and says the verdict to screen readers', () => {
    const learning = new Learning({ mode: 'quiz', concept: 'run-build-time' });
    learning.check(false, 'certain');
    const root = shownOf(learning);
    const status = root.all('div').find((node) => node.attributes.get('role') === 'status');
    assert.match(status?.textContent ?? '', /^Not this one, though you were certain\. /);
    const reasons = root.all('ul').find((node) => node.attributes.get('class') === 'reasons');
    assert.equal(reasons?.all('li').length, 4);
    assert.match(reasons?.childNodes[0]?.textContent ?? '', /right/);
    assert.equal(root.all('fieldset').length, 0);
  });

  test('shows the user’s own lines as text, whatever they hold', () => {
    const lines = 'RUN echo "<script>alert(1)</script>" && pip install torch';
    const finding = {
      ...{ ruleId: 'pip-cache', title: '<b>pip</b>', message: 'pip keeps <i>its</i> cache.' },
      ...{ path: 'serve/Dockerfile', start: 0, end: 3, line: 7, lines },
    };
    const root = shownOf(new Learning({ mode: 'read', concept: 'small-images', finding }));
    assert.ok(root.textContent.includes(lines));
    assert.ok(root.textContent.includes('<b>pip</b>'));
    assert.deepEqual([...root.all('script'), ...root.all('b'), ...root.all('i')], []);
    assert.ok(texts(root, 'button').includes('Show line'));
  });

  test('shows every kind of view, without inline styles and with a heading', () => {
    const requests: readonly Request[] = [
      { mode: 'home' },
      { mode: 'read', concept: 'hpa' },
      { mode: 'recall', concept: 'hpa' },
      { mode: 'practice', concept: 'hpa' },
      { mode: 'predict', concept: 'workdir' },
      { mode: 'order', concept: 'layers-cache' },
      { mode: 'explain', concept: 'portability' },
      { mode: 'test', concept: 'hpa' },
      { mode: 'recall' },
    ];
    const learnings = requests.map((request) => new Learning(request));
    const ordered = new Learning({ mode: 'order', concept: 'layers-cache' });
    ordered.act({ type: 'arrange', at: 0, order: [5, 4, 3, 2, 1, 0] });
    const done = new Learning({ mode: 'quiz', concept: 'hpa' });
    done.check(true, 'fairly');
    done.next();
    done.answerAll();
    const result = new Learning({ mode: 'test', concept: 'hpa' });
    result.answerAll();
    const practice = new Learning({ mode: 'practice', concept: 'run-build-time' });
    practice.check(false);
    const explained = new Learning({ mode: 'explain', concept: 'portability' });
    const text = 'They bundle all the dependencies with the model.';
    explained.act({ type: 'submit', at: 0, text });
    for (const learning of [...learnings, ordered, done, result, practice, explained]) {
      const root = shownOf(learning);
      const { kind } = learning.shown.view;
      assert.equal(root.all('h1').length, 1, kind);
      assert.ok(
        root.all('*').every((node) => !node.attributes.has('style')),
        kind,
      );
      for (const button of root.all('button')) assert.ok(button.textContent.trim() !== '', kind);
    }
  });

  test('shows a worked solution step by step, then the question', () => {
    const learning = new Learning({ mode: 'practice', concept: 'service' });
    const at = (steps?: number) => shownOf(learning, steps === undefined ? {} : { steps });
    const shown = [at(), at(2), at(3)].map((root) => ({
      steps: root.all('ol').flatMap((list) => list.all('li')).length,
      options: root.all('input').filter((node) => node.attributes.get('name') === 'option').length,
      enter: root.all('button').filter(isCheck).length,
    }));
    assert.deepEqual(shown, [
      { steps: 3 - 2 + trail, options: 0, enter: 1 },
      { steps: 3 - 1 + trail, options: 0, enter: 1 },
      { steps: 3 + trail, options: 4, enter: 1 },
    ]);
  });

  test('shows the blanks of a solution, and the number keys go to the first empty one', () => {
    let learning = new Learning({ mode: 'practice', concept: 'service' });
    learning.check(true);
    learning = learning.continue({ mode: 'practice', concept: 'service' });
    learning.fill(true);
    learning = learning.continue({ mode: 'practice', concept: 'service' });
    const keyed = (choices: readonly (number | null)[]) =>
      shownOf(learning, { choices })
        .all('input')
        .flatMap((node) => {
          const { attributes } = node;
          const key = attributes.get('data-key');
          return key === undefined ? [] : [`${attributes.get('name')} ${key}`];
        });
    const keys = (name: string) => [1, 2, 3, 4].map((key) => `${name} ${key}`);
    assert.deepEqual(keyed([]), keys('blank-2'));
    assert.deepEqual(keyed([3, null]), keys('blank-3'));
    assert.deepEqual(keyed([null, 0]), keys('blank-2'));
    assert.deepEqual(keyed([1, 2]), keys('blank-3'));
    const isOff = (choices: readonly (number | null)[]) =>
      shownOf(learning, { choices }).all('button').find(isCheck)?.attributes.has('disabled');
    assert.deepEqual([isOff([1, null]), isOff([1, 2])], [true, false]);
    assert.deepEqual(texts(shownOf(learning), 'legend').slice(0, 2), [
      'Step 2: Where does it forward to?',
      'Step 3: Where does the server listen?',
    ]);
    learning.fill(false);
    const root = shownOf(learning);
    const reasons = root.all('ul').filter((node) => node.attributes.get('class') === 'reasons');
    assert.deepEqual(
      reasons.map((list) => list.all('li').length),
      [4, 4],
    );
    const status = root.all('div').find((node) => node.attributes.get('role') === 'status');
    assert.match(status?.textContent ?? '', /^Not all in its place\. .*Next time the last step/);
  });

  test('offers to confirm a strong test on the overview and beside its verdict', () => {
    const learning = new Learning({ mode: 'test', concept: 'hpa' });
    learning.answerAll();
    assert.match(shownOf(learning).textContent, /Strong today\. Confirm it on \d/);
    const progress = () => shownOf(learning.continue({ mode: 'progress' }));
    assert.match(progress().textContent, /HorizontalPodAutoscalerStrongto confirm on \d/);
    learning.wait(week);
    assert.ok(texts(progress(), 'button').includes('Confirm HorizontalPodAutoscaler'));
    const second = learning.continue({ mode: 'test', concept: 'service' });
    second.answerAll();
    second.wait(week);
    const home = shownOf(second.continue({ mode: 'home' }));
    assert.ok(texts(home, 'h2').includes('To confirm'));
    assert.ok(texts(home, 'button').includes('Confirm: Service'));
    const confirm = second.continue({
      mode: 'test',
      concept: 'service',
      confirm: second.now - week,
    });
    confirm.answerAll();
    assert.match(texts(shownOf(confirm), 'h1')[0] ?? '', /^Strong, and confirmed: 3 of 3 right$/);
    assert.match(
      shownOf(confirm.continue({ mode: 'home' })).textContent,
      /(?:due|learning), confirmed/,
    );
  });

  test('shows a map whose links ask, and the questions about the thing that was chosen', () => {
    const place = { path: 'k8s/service.yaml', start: 0, end: 4 };
    const thing = (id: string, kind: string, column: number) => ({
      ...{ id, kind, name: 'churn', place, column, findings: 0 },
    });
    const things = [thing('a', 'Deployment', 2), thing('b', 'Service', 3), thing('c', 'Job', 2)];
    const ties = [
      { from: 'a', to: 'b', text: 'answers for' },
      { from: 'c', to: 'b', text: 'answers for' },
    ];
    const view = presentMap(things, ties);
    const ask = { label: 'What connects them?', request: { mode: 'map' } } as const;
    const asking = { ...view, ties: view.ties.map((tie, i) => (i === 0 ? { ...tie, ask } : tie)) };
    const { frame } = new Learning({ mode: 'map' }).shown;
    const draw = (draft: object) =>
      rendered({ version: 1, type: 'view', view: asking, frame, saved: null }, draft);
    const root = draw({});
    const pressed = root.all('g').filter((node) => node.attributes.get('role') === 'button');
    assert.deepEqual(
      pressed.map((node) => node.attributes.get('aria-label')),
      ['What connects them?', undefined, undefined, undefined],
    );
    assert.ok(pressed.every((node) => node.attributes.get('tabindex') === '0'));
    assert.ok(!texts(root, 'button').includes('What connects them?'));
    for (const [id, count] of [
      ['a', 1],
      ['b', 1],
      ['c', 0],
    ] as const) {
      const offered = texts(draw({ thing: id }), 'button').filter((text) => text === ask.label);
      assert.equal(offered.length, count, id);
    }
  });

  test('shows loading and failure', () => {
    assert.match(rendered({ version: 1, type: 'loading' }).textContent, /Loading…/);
    const failed = rendered({ version: 1, type: 'failed', message: 'The pages are missing.' });
    assert.match(failed.textContent, /The pages are missing\./);
    assert.deepEqual(texts(failed, 'button'), ['Overview']);
  });

  test('keeps what the learner chose but did not send', () => {
    const learning = new Learning({ mode: 'quiz', concept: 'hpa' });
    const unsent = shownOf(learning).all('button').find(isCheck);
    assert.ok(unsent?.attributes.has('disabled'));
    const chosen = shownOf(learning, { choice: 2 }).all('button').find(isCheck);
    assert.ok(!chosen?.attributes.has('disabled'));
  });

  test('its sources set no styles and no HTML', () => {
    for (const name of readdirSync(panelDir)) {
      const source = readFileSync(join(panelDir, name), 'utf8');
      assert.doesNotMatch(
        source,
        /innerHTML|dangerouslySetInnerHTML|style=|\.style\b|eval\(/,
        name,
      );
    }
  });

  test('its style sheet takes colours from the theme alone', () => {
    const css = readFileSync(join(panelDir, '../../media/panel.css'), 'utf8');
    assert.doesNotMatch(css, /#[0-9a-f]{3,8}\b|rgba?\(|hsl|url\(/i);
  });
});

const week = 7 * 24 * 60 * minute;

/** How many parts the path above each view has. */
const trail = 3;

const isCheck = (node: TinyNode): boolean => node.attributes.get('data-key') === 'Enter';
