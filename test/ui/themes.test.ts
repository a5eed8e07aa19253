import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import { openWorkbench, type Theme, themes, type Workbench } from '../vscode-host/driver.ts';
import { focus, panel, press, showing } from './panel.ts';

suite('Every theme', () => {
  let workbench: Workbench;

  before(async () => {
    workbench = await openWorkbench({ viewport: { width: 1280, height: 800 } });
    await workbench.openFile('Dockerfile');
    await workbench.squiggle('uvicorn');
  });

  after(() => workbench.close());

  const clean = async (theme: Theme, name: string): Promise<void> => {
    assert.deepEqual(await workbench.axe(await panel(workbench)), [], `${name} in ${theme}`);
    await workbench.screenshot(`${name}-${theme}`);
  };

  for (const theme of themes) {
    test(`${theme}: findings and their hover`, async () => {
      await workbench.theme(theme);
      await workbench.hover(await workbench.squiggle('uvicorn'));
      await workbench.screenshot(`editor-${theme}`);
      await workbench.press('Escape');
    });
  }

  test('the lesson of a finding opens', async () => {
    await workbench.goto(9, 7);
    await workbench.quickFix('Learn why: The server listens on localhost only');
    await showing(workbench, 'read');
  });

  for (const theme of themes) {
    test(`${theme}: the lesson of a finding has no barrier`, async () => {
      await workbench.theme(theme);
      await clean(theme, 'lesson');
    });
  }

  test('a question is answered', async () => {
    const frame = await panel(workbench);
    await frame.getByRole('heading', { level: 1 }).click();
    await focus(workbench);
    await press(workbench, 'n');
    await showing(workbench, 'question');
    await workbench.press('1');
  });

  for (const theme of themes) {
    test(`${theme}: a question has no barrier`, async () => {
      await workbench.theme(theme);
      await clean(theme, 'question');
    });
  }

  test('the verdict is shown', async () => {
    const frame = await panel(workbench);
    await frame.getByRole('heading', { level: 1 }).click();
    await workbench.press('1');
    await press(workbench, 'Enter');
  });

  for (const theme of themes) {
    test(`${theme}: a verdict has no barrier`, async () => {
      await workbench.theme(theme);
      await clean(theme, 'verdict');
    });
  }

  test('the overview opens', async () => {
    await workbench.command('Seaworthy: Learn');
    await showing(workbench, 'home');
  });

  for (const theme of themes) {
    test(`${theme}: the overview has no barrier`, async () => {
      await workbench.theme(theme);
      await clean(theme, 'overview');
    });
  }

  test('a manifest shows its findings', async () => {
    await workbench.theme('dark');
    await workbench.press('Control+1');
    await workbench.openFile('k8s/deployment.yaml');
    await workbench.hover(await workbench.squiggle('readynessProbe'));
    await workbench.screenshot('manifest-dark');
  });
});
