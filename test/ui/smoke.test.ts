import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import { openWorkbench, themes, type Workbench } from '../vscode-host/driver.ts';

suite('Seaworthy in a VS Code window', () => {
  let workbench: Workbench;

  before(async () => {
    workbench = await openWorkbench();
    await workbench.openFile('Dockerfile');
  });

  after(() => workbench.close());

  test('underlines a finding and explains it in the hover', async () => {
    const text = await workbench.hover(await workbench.squiggle());
    assert.match(text, /seaworthy/);
  });

  test('lists its findings in the Problems view', async () => {
    const problems = await workbench.problems('seaworthy');
    assert.ok(problems.some((problem) => problem.includes('seaworthy')));
  });

  for (const theme of themes) {
    test(`shows its squiggles in the ${theme} theme`, async () => {
      await workbench.theme(theme);
      await workbench.squiggle();
      await workbench.screenshot(`dockerfile-${theme}`);
    });
  }

  test('writes no error to the console', () => {
    assert.deepEqual(workbench.errors(), []);
  });
});
