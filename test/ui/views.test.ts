import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import { openWorkbench, themes, type Workbench } from '../vscode-host/driver.ts';
import { until } from '../vscode-host/wait.ts';
import { place } from './editor.ts';
import { panel, press, showing, tabTo } from './panel.ts';

const day = 24 * 60 * 60 * 1000;
const answer = {
  ...{ v: 1, id: 'from-another-machine', type: 'answer', at: Date.now() - 30 * day },
  ...{ concept: 'run-build-time', fact: 'run-build-time/start-time', mode: 'quiz', hints: 0 },
  ...{ item: 'run-build-time/when', ok: false, ms: 4000 },
};

suite('The views around the panel', () => {
  let workbench: Workbench;
  const row = (text: string | RegExp) =>
    workbench.page.locator('.pane-body .monaco-list-row', { hasText: text }).first();

  const labelled = (label: string) =>
    workbench.page.locator(`.monaco-list-row[aria-label="${label}"]`);

  before(async () => {
    workbench = await openWorkbench();
    await workbench.openFile('Dockerfile');
    await workbench.squiggle('8080');
    await workbench.command('View: Show Seaworthy');
  });

  after(() => workbench.close());

  test('show all concepts by module and open their lessons', async () => {
    await row('Writing a Dockerfile').click();
    await labelled('RUN happens at build time, new').click();
    const { heading } = await showing(workbench, 'read');
    assert.equal(heading, 'RUN happens at build time');
  });

  test('show what is found in the project by its concept, and the line', async () => {
    await labelled('WORKDIR, 1 finding').click();
    await row('WORKDIR app continues').click();
    await place(workbench, 'Dockerfile', 'Ln 3, Col 12 (3 selected)');
  });

  test('count what is due in the status bar once something was learned', async () => {
    const due = workbench.page.locator('.statusbar-item', { hasText: ' due' });
    assert.equal(await due.count(), 0);
    workbench.workspace.write('old.ndjson', `${JSON.stringify(answer)}\n`);
    await workbench.command('Seaworthy: Import Learning Progress');
    await workbench.fileDialog(`${workbench.workspace.folder}/old.ndjson`);
    await due.waitFor();
    assert.match(await due.innerText(), /1 due/);
    await labelled('RUN happens at build time, 1 due').waitFor();
  });

  test('draw the project with its broken links, and lead to the lines by keyboard', async () => {
    await workbench.command('Seaworthy: Show Project Map');
    const frame = await panel(workbench, '.map svg');
    const broken = frame.getByRole('row', { name: /selects no pod/ });
    assert.match(await broken.innerText(), /Service churn-model-metrics\s+✗/);
    const thing = frame.getByRole('button', { name: /^Deployment churn-model \d+ findings$/ });
    await thing.focus();
    await workbench.press('Enter');
    await place(workbench, 'deployment.yaml', 'Ln 4, Col 20 (11 selected)');
    for (const theme of themes) {
      await workbench.theme(theme);
      assert.deepEqual(await workbench.axe(await panel(workbench, '.map svg')), [], theme);
    }
  });

  test('ask by keyboard what connects two things of the map, and show the lines that prove it', async () => {
    const frame = await panel(workbench, '.map .asks');
    await frame.getByRole('button', { name: /^Deployment churn-model/ }).focus();
    await workbench.press('Enter');
    await place(workbench, 'deployment.yaml', 'Ln 4, Col 20 (11 selected)');
    await frame.getByRole('region', { name: 'Questions about Deployment churn-model' }).waitFor();
    for (const theme of themes) {
      await workbench.theme(theme);
      await workbench.screenshot(`map-${theme}`);
      assert.deepEqual(await workbench.axe(frame), [], theme);
    }
    await frame.getByRole('heading', { level: 1 }).click();
    const name = 'What connects Deployment churn-model and Service churn-model?';
    await tabTo(workbench, 'button', new RegExp(`^${name.replace('?', '\\?')}$`));
    await workbench.press('Enter');
    const { heading } = await showing(workbench, 'question');
    assert.match(heading, /Which field of the Service picks these pods\?$/);
    assert.equal(await frame.locator('figure.excerpt').count(), 0);
    const labels = await frame.locator('fieldset.options label').allInnerTexts();
    await workbench.press(String(labels.findIndex((text) => /spec\.selector/.test(text)) + 1));
    await frame.locator('.options input:checked').waitFor();
    assert.match((await press(workbench, 'Enter')).verdict ?? '', /Right/);
    assert.equal(await frame.locator('figure.excerpt').count(), 2);
    for (const theme of themes) {
      await workbench.theme(theme);
      await workbench.screenshot(`map-answer-${theme}`);
      assert.deepEqual(await workbench.axe(frame), [], theme);
    }
    await frame.getByRole('button', { name: 'Show line' }).first().click();
    await place(workbench, 'service.yaml', 'Ln 7, Col 21 (30 selected)');
    await frame.getByRole('heading', { level: 1 }).click();
    await press(workbench, 'n');
    await workbench.press('n');
    await panel(workbench, '.map svg');
  });

  test('a wrong CMD is found in the Preflight and fixed, by keyboard', async () => {
    await workbench.openFile('Dockerfile');
    await workbench.goto(9, 13);
    await workbench.type('src.');
    await workbench.squiggle('src.app');
    await workbench.command('Seaworthy: Preflight');
    const frame = await panel(workbench, '.preflight .broken');
    await frame
      .getByText(/^Python does not find src\.app/)
      .first()
      .waitFor();
    await frame.getByRole('heading', { level: 1 }).click();
    await tabTo(workbench, 'button', /^Dockerfile:9$/);
    await workbench.press('Enter');
    await place(workbench, 'Dockerfile', 'Ln 9, Col 20 (7 selected)');
    await workbench.quickFix('Start app');
    await panel(workbench, '.preflight');
    await frame.getByText('Python finds app at /app/app.py.').first().waitFor();
    assert.equal(await frame.getByText(/^Python does not find src\.app/).count(), 0);
  });

  test('have icons and text in every theme', async () => {
    for (const theme of themes) {
      await workbench.theme(theme);
      const icon = workbench.page.locator('.activitybar .action-label[class*="seaworthy"]').first();
      const mask = await icon.evaluate((element) => getComputedStyle(element).maskImage);
      assert.match(mask, /activity\.svg/, theme);
    }
  });

  test('forget everything when that is confirmed', async () => {
    await workbench.command('Seaworthy: Reset Learning Progress');
    const dialog = workbench.page.locator('.monaco-dialog-box');
    const told = await until('the question', async () => (await dialog.allInnerTexts())[0]);
    assert.match(told, /Delete all 2 records/);
    await dialog.getByRole('button', { name: 'Delete' }).click();
    await until('nothing to be due', async () => {
      const shown = workbench.page.locator('.statusbar-item', { hasText: ' due' });
      return (await shown.count()) === 0;
    });
  });

  test('write cards for Anki', async () => {
    await workbench.command('Seaworthy: Export Cards for Anki');
    await workbench.fileDialog(`${workbench.workspace.folder}/cards.txt`);
    // VS Code makes the file before it writes the text.
    const text = await until('cards.txt', () => workbench.workspace.read('cards.txt') || false);
    assert.match(text, /^#separator:tab\n/);
  });

  test('write no error to the console', () => {
    assert.deepEqual(workbench.errors(), []);
  });
});
