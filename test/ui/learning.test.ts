import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import { openWorkbench, type Workbench } from '../vscode-host/driver.ts';
import { until } from '../vscode-host/wait.ts';
import { inHover, place } from './editor.ts';
import {
  finish,
  focus,
  imported,
  openMode,
  panel,
  press,
  showing,
  shown,
  strongTest,
  tabTo,
} from './panel.ts';

suite('Learning in a VS Code window', () => {
  let workbench: Workbench;

  before(async () => {
    workbench = await openWorkbench();
  });

  after(() => workbench.close());

  test('opens the lesson of a finding from the name of its rule', async () => {
    await workbench.openFile('Dockerfile');
    await inHover(workbench, 'port-mismatch', '8080');
    const { heading } = await showing(workbench, 'read');
    assert.equal(heading, 'Service');
    await workbench.command('View: Close Editor');
  });

  test('opens the lesson of a finding beside the file, with the own line', async () => {
    await workbench.openFile('Dockerfile');
    await workbench.squiggle('apt-get install');
    await workbench.goto(5, 25);
    await workbench.quickFix('Learn why: apt-get waits for an answer');
    const { heading } = await showing(workbench, 'read');
    assert.equal(heading, 'RUN happens at build time');
    const frame = await panel(workbench, '.finding');
    const line = await frame.locator('.finding .text').innerText();
    assert.equal(line.trim(), 'RUN apt-get update && apt-get install curl');
    assert.equal(await workbench.page.locator('.editor-group-container').count(), 2);
    await frame.getByRole('button', { name: 'Show line' }).click();
    await place(workbench, 'Dockerfile', 'Ln 5, Col 38 (15 selected)');
  });

  test('asks about the own file and shows the line that is asked about', async () => {
    const frame = await panel(workbench);
    await frame.getByRole('button', { name: /^Check yourself/ }).click();
    const { heading } = await showing(workbench, 'question');
    assert.match(heading, /^When is line 6 of Dockerfile executed\?$/);
    await workbench.press('Control+1');
    await workbench.goto(1);
    await frame.getByRole('button', { name: 'Show line' }).click();
    await place(workbench, 'Dockerfile', 'Ln 6, Col 36 (35 selected)');
  });

  test('takes an answer by keyboard and gives a reason for every option', async () => {
    const frame = await panel(workbench);
    await frame.getByRole('heading', { level: 1 }).click();
    await workbench.press('2');
    assert.equal(await frame.getByRole('radio', { checked: true }).count(), 1);
    const { verdict } = await press(workbench, 'Enter');
    assert.match(verdict ?? '', /Right|Not this one/);
    assert.equal(await focused(workbench), verdict);
    const reasons = await frame.locator('.reasons > li > p:nth-child(2)').allInnerTexts();
    assert.equal(reasons.length, 4);
    assert.ok(reasons.every((reason) => reason.length > 20));
    assert.equal(
      await frame.locator('.reasons > li:first-child .tag').first().innerText(),
      'right',
    );
  });

  test('stands where it was after the window was reloaded, and the answer counts', async () => {
    const before = await shown(workbench);
    await workbench.reload();
    assert.deepEqual(await showing(workbench, 'question'), before);
    const frame = await panel(workbench);
    await frame.getByRole('button', { name: 'Overview' }).click();
    await showing(workbench, 'home');
    const row = frame.getByRole('button', { name: /^RUN happens at build time/ });
    assert.equal(await row.locator('.state').innerText(), 'learning');
    await workbench.command('View: Close Editor');
  });

  test('leads by keyboard from the overview through a lesson to its end', async () => {
    await workbench.command('Seaworthy: Learn');
    await showing(workbench, 'home');
    assert.equal((await press(workbench, 'n')).view, 'worked');
    const steps = await finish(workbench);
    assert.match(steps.at(-1)?.heading ?? '', /^Done: \d+ of \d+ right$/);
  });

  for (const mode of ['Read', 'Recall', 'Quiz', 'Predict', 'Practice'] as const) {
    test(`leads by keyboard through ${mode} to its end`, async () => {
      await openMode(workbench, mode);
      const steps = await finish(workbench);
      assert.match(steps.at(-1)?.heading ?? '', /^Done: \d+ of \d+ right$/);
    });
  }

  test('practises by keyboard: a worked solution, then the last step, then the last two', async () => {
    await workbench.openFile('Dockerfile');
    await inHover(workbench, 'port-mismatch', '8080');
    await showing(workbench, 'read');
    assert.equal((await openMode(workbench, 'Practice')).view, 'worked');
    assert.equal((await press(workbench, 'Enter')).steps, 2);
    assert.match(await focused(workbench), /^Where does it forward to\?$/);
    assert.equal((await press(workbench, 'Enter')).view, 'question');
    const frame = await panel(workbench);
    await answerRight(workbench, /targetPort: 8000/);
    assert.match(await frame.locator('.verdict + .why').innerText(), /Next time the last step/);
    await finish(workbench);
    await openMode(workbench, 'Practice');
    assert.equal(await frame.locator('fieldset.options').count(), 1);
    await answerRight(workbench, /On port 8000, on all addresses/);
    await finish(workbench);
    await openMode(workbench, 'Practice');
    await frame.getByText('Stage 3 of 4: the last two steps are left to you.').waitFor();
    await answerRight(workbench, /To port 8080 of the Pod/, /On port 8000, on all addresses/);
  });

  test('puts lines into an order by keyboard', async () => {
    await workbench.openFile('Dockerfile');
    await workbench.goto(4, 3);
    await workbench.quickFix('Learn why: Source is copied before dependencies');
    await showing(workbench, 'read');
    await openMode(workbench, 'Order');
    const frame = await panel(workbench);
    const lines = () => frame.locator('ol.order > li pre').allInnerTexts();
    const [first, second] = await lines();
    await tabTo(workbench, 'button', /^Move line 2 up$/);
    await workbench.press('Enter');
    assert.deepEqual((await lines()).slice(0, 2), [second, first]);
    await tabTo(workbench, 'button', /^Check/);
    const { verdict } = await press(workbench, 'Enter');
    assert.match(verdict ?? '', /Not in this order|Right/);
    await press(workbench, 'n');
    assert.equal((await finish(workbench)).at(-1)?.view, 'done');
  });

  test('mends a broken file in the editor, which is checked as it is typed', async () => {
    await workbench.openFile('Dockerfile');
    await workbench.goto(9, 8);
    await workbench.quickFix('Learn why: The start command runs under a shell');
    await showing(workbench, 'read');
    assert.equal((await openMode(workbench, 'Fix')).view, 'fix');
    await focus(workbench);
    await workbench.press('Enter');
    await workbench.text(/CMD uvicorn app:app --host 0\.0\.0\.0/);
    const frame = await panel(workbench, '.left');
    assert.match(await frame.locator('.left').innerText(), /^1 thing is left\s+Line 7: /);
    await workbench.goto(7, 5);
    await workbench.press('Shift+End');
    await workbench.press('Delete');
    await workbench.type('["uvicorn", "app:app", "--host", "0.0.0.0"]');
    await frame.getByText('"8000" is gone').waitFor();
    await workbench.press('ArrowLeft');
    await workbench.type(', "--port", "8000"');
    await frame.getByRole('heading', { name: 'Mended' }).waitFor();
    await place(workbench, 'Dockerfile', 'Ln 7, Col 65');
    await frame.getByRole('button', { name: 'Dockerfile:9' }).click();
    await place(workbench, 'Dockerfile', 'Ln 9, Col 32 (27 selected)');
  });

  test('tests a topic with ten questions and ends in a verdict', async () => {
    await testOf(workbench, 'What Kubernetes does');
    const { progress } = await showing(workbench, 'question');
    assert.equal(progress, '1 of 10');
    const steps = await finish(workbench);
    assert.equal(steps.length, 11);
    assert.match(
      steps.at(-1)?.heading ?? '',
      /^(?:Weak|Developing|Strong today): \d+ of 20 points$/,
    );
  });

  test('scores an explanation and lets the learner confirm it', async () => {
    await openMode(workbench, 'Explain');
    await tabTo(workbench, 'textbox', /^Your answer/);
    await workbench.type(
      'Kubernetes runs containers on many machines and restarts the pods that fail.',
    );
    await tabTo(workbench, 'button', /^Check/);
    const scored = await press(workbench, 'Enter');
    assert.match(scored.verdict ?? '', /^You got \d of 4 ideas$/);
    await tabTo(workbench, 'button', /^Keep/);
    await workbench.press('Enter');
    const frame = await panel(workbench);
    await frame.getByText('A full answer:').waitFor();
  });

  test('loses no answer when two windows write at once', async () => {
    const before = await exported(workbench, 'before.ndjson');
    const second = await workbench.second();
    const windows = [workbench, second];
    for (const window of windows) {
      await testOf(window, 'ReplicaSet');
      await showing(window, 'question');
    }
    const [first, other] = await Promise.all(windows.map(finish));
    assert.deepEqual([first?.length, other?.length], [11, 11]);
    await second.close();
    assert.equal((await exported(workbench, 'after.ndjson')) - before, 20);
  });

  test('confirms a strong test of last week by keyboard', async () => {
    await imported(workbench, strongTest('pod', 8));
    await workbench.command('Seaworthy: Show Learning Progress');
    await panel(workbench, 'td button');
    await tabTo(workbench, 'button', /^Confirm Pod$/);
    await workbench.press('Enter');
    const { progress } = await showing(workbench, 'question');
    assert.equal(progress, '1 of 3');
    const steps = await finish(workbench);
    const verdict = /^(?:Strong, and confirmed|Not confirmed, so developing again): \d of 3 right$/;
    assert.match(steps.at(-1)?.heading ?? '', verdict);
    assert.equal(steps.length, 4);
  });

  test('starts a session from the palette', async () => {
    await workbench.command('Seaworthy: Start a Learning Session');
    await showing(workbench, 'question', 'card');
  });

  test('writes no error to the console', () => {
    assert.deepEqual(workbench.errors(), []);
  });
});

/** Chooses the options of these texts by their keys and checks them. */
async function answerRight(workbench: Workbench, ...wanted: readonly RegExp[]): Promise<void> {
  const frame = await panel(workbench);
  for (const [i, text] of wanted.entries()) {
    const labels = await frame.locator('fieldset.options').nth(i).locator('label').allInnerTexts();
    await focus(workbench);
    await workbench.press(String(labels.findIndex((label) => text.test(label)) + 1));
    await frame.locator('.options input:checked').nth(i).waitFor();
  }
  const { verdict } = await press(workbench, 'Enter');
  assert.match(verdict ?? '', /^✓ Right/);
}

/** Starts the test of a topic from the palette. */
async function testOf(workbench: Workbench, topic: string): Promise<void> {
  await workbench.pick('Seaworthy: Test a Topic', 'Test a topic: 10 questions', topic);
}

/** The number of answers in a file to which the progress is exported. */
async function exported(workbench: Workbench, name: string): Promise<number> {
  await workbench.command('Seaworthy: Export Learning Progress');
  await workbench.fileDialog(`${workbench.workspace.folder}/${name}`);
  const text = await until(`${name} to be written`, () => workbench.workspace.read(name) ?? false);
  return text.split('\n').filter((line) => line.includes('"type":"answer"')).length;
}

async function focused(workbench: Workbench): Promise<string> {
  const frame = await panel(workbench);
  return frame.evaluate(() => document.activeElement?.textContent?.trim() ?? '');
}
