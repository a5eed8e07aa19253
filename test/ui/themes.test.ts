import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import { openWorkbench, themes, type Workbench } from '../vscode-host/driver.ts';
import {
  finish,
  imported,
  openMode,
  panel,
  practised,
  press,
  showing,
  strongTest,
} from './panel.ts';

suite('Seaworthy in the themes of VS Code', () => {
  let workbench: Workbench;

  before(async () => {
    workbench = await openWorkbench({
      settings: {
        'files.exclude': { '.vscode': true },
        'window.title': `\${activeEditorShort}\${separator}\${rootName}`,
      },
    });
    await workbench.openFile('Dockerfile');
  });

  after(() => workbench.close());

  test('shows findings of a Dockerfile and their hover', async () => {
    for (const theme of themes) {
      await workbench.theme(theme);
      await workbench.hover('8080');
      await workbench.screenshot(`dockerfile-${theme}`);
      await workbench.press('Escape');
    }
  });

  test('shows findings of a manifest and their hover', async () => {
    await workbench.openFile('k8s/deployment.yaml');
    for (const theme of themes) {
      await workbench.theme(theme);
      await workbench.hover('readynessProbe');
      await workbench.screenshot(`manifest-${theme}`);
      await workbench.press('Escape');
    }
  });

  test('shows the lesson of a finding without a barrier', async () => {
    await workbench.openFile('Dockerfile');
    await workbench.goto(5, 25);
    await workbench.quickFix('Learn why: apt-get waits for an answer');
    await showing(workbench, 'read');
    await inThemes('lesson');
  });

  test('shows a question without a barrier', async () => {
    await press(workbench, 'n');
    await workbench.press('2');
    await inThemes('question');
  });

  test('shows a verdict without a barrier', async () => {
    await press(workbench, 'Enter');
    await inThemes('verdict');
  });

  test('shows lines to order, a file to mend and a prompt without a barrier', async () => {
    await openMode(workbench, 'Order');
    await inThemes('order');
    await openMode(workbench, 'Fix');
    await workbench.press('Enter');
    const frame = await panel(workbench, '.left');
    await inThemes('fix');
    await frame.getByRole('heading', { level: 1 }).click();
    await openMode(workbench, 'Explain');
    await inThemes('explain');
  });

  test('shows a worked solution, and one with blanks, without a barrier', async () => {
    assert.equal((await openMode(workbench, 'Practice')).view, 'worked');
    await press(workbench, 'Enter');
    await inThemes('worked');
    await imported(
      workbench,
      practised('run-build-time', 'start-time', 'predict-the-run'),
      strongTest('pod', 8),
      strongTest('service', 2),
    );
    await openMode(workbench, 'Practice');
    await workbench.press('2');
    await inThemes('blanks');
    await workbench.press('2');
    assert.match((await press(workbench, 'Enter')).verdict ?? '', /Right|Not all in its place/);
    await inThemes('blanks-checked');
  });

  test('shows the plots of progress and the tests without a barrier', async () => {
    await workbench.command('Seaworthy: Show Learning Progress');
    await panel(workbench, '.plot');
    await inThemes('progress');
  });

  test('shows the Preflight without a barrier', async () => {
    await workbench.command('Seaworthy: Preflight');
    await panel(workbench, '.preflight');
    await inThemes('preflight');
  });

  test('shows the overview without a barrier', async () => {
    const frame = await panel(workbench);
    await frame.getByRole('button', { name: 'Overview' }).click();
    await showing(workbench, 'home');
    await inThemes('overview');
  });

  test('needs no sideways scrolling at 300 pixels and at 200 %', async () => {
    // Of a window of 1280 by 800 pixels, 200 % leaves half.
    await workbench.page.setViewportSize({ width: 640, height: 400 });
    await workbench.command('View: Toggle Primary Side Bar Visibility');
    assert.ok((await width()) <= 300, `The panel is ${await width()} px wide.`);
    await fits('overview');
    await press(workbench, 'n');
    await fits('exercise');
    for (const mode of ['Read', 'Recall', 'Explain'] as const) {
      await openMode(workbench, mode);
      await fits(mode.toLowerCase());
    }
    await workbench.pick('Seaworthy: Test a Topic', 'Test a topic: 10 questions', 'Pod');
    await showing(workbench, 'question');
    await finish(workbench);
    await fits('result');
    await workbench.command('Seaworthy: Preflight');
    await panel(workbench, '.preflight');
    await fits('preflight');
  });

  test('writes no error to the console', () => {
    assert.deepEqual(workbench.errors(), []);
  });

  async function inThemes(name: string): Promise<void> {
    for (const theme of themes) {
      await workbench.theme(theme);
      await workbench.screenshot(`${name}-${theme}`);
      assert.deepEqual(await workbench.axe(await panel(workbench)), [], theme);
    }
  }

  async function width(): Promise<number> {
    return (await panel(workbench)).evaluate(() => innerWidth);
  }

  async function fits(name: string): Promise<void> {
    await workbench.screenshot(`narrow-${name}`);
    const frame = await panel(workbench);
    const needed = await frame.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(needed <= (await width()), `The ${name} is ${needed} px wide.`);
  }
});
