import type { Workbench } from '../vscode-host/driver.ts';
import { until } from '../vscode-host/wait.ts';

/** Writes a file of the project and opens it. */
export async function editorWith(workbench: Workbench, path: string, text: string): Promise<void> {
  workbench.workspace.write(path, text);
  await workbench.openFile(path);
}

/** Points at the squiggle under a text and clicks the first link of this name in its hover; the hover may be gone before the click. */
export async function inHover(
  workbench: Workbench,
  name: string,
  ...under: Parameters<Workbench['hover']>
): Promise<void> {
  const link = workbench.page
    .locator('.monaco-resizable-hover')
    .getByRole('link', { name })
    .first();
  for (let left = 3; ; left--) {
    await workbench.hover(...under);
    try {
      await link.click({ timeout: 4_000 });
      return;
    } catch (error) {
      if (left === 1) throw error;
    }
  }
}

/** Waits until a file on disk has exactly this text. */
export async function onDisk({ workspace }: Workbench, path: string, text: string): Promise<void> {
  await settle(`text of ${path}`, () => workspace.read(path), text);
}

/** Waits for an item of the status bar that a screen reader reads like this. */
export async function statusItem({ page }: Workbench, label: string): Promise<void> {
  await page.locator(`.statusbar-item a[aria-label="${label}"]`).waitFor();
}

/** Waits until an editor is in front, with the cursor as the status bar tells it ("Ln 3, Col 1"). */
export async function place({ page }: Workbench, name: string, cursor: string): Promise<void> {
  await page.locator('.editor-group-container.active .tab.active', { hasText: name }).waitFor();
  await page.locator('.statusbar-item').getByText(cursor, { exact: true }).waitFor();
}

/** Waits for a suggestion with this label and takes it with Tab. */
export async function complete({ page }: Workbench, label: string): Promise<void> {
  const row = page.locator(`.suggest-widget.visible .monaco-list-row[aria-label^="${label}"]`);
  await row.first().waitFor();
  while (!(await row.first().evaluate(({ classList }) => classList.contains('focused'))))
    await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Tab');
}

/** Waits until the breadcrumbs above the editor read like this. */
export async function breadcrumbs({ page }: Workbench, wanted: readonly string[]): Promise<void> {
  const items = page.locator(
    '.editor-group-container.active .breadcrumbs-control .monaco-icon-label',
  );
  await settle('breadcrumbs', async () => trimmed(await items.allInnerTexts()), wanted);
}

/** Opens the outline and waits until its first level reads like this to a screen reader. */
export async function outline(workbench: Workbench, wanted: readonly string[]): Promise<void> {
  await workbench.command('Explorer: Focus on Outline View');
  await settle('outline', () => labels(workbench, '.outline-pane', '[aria-level="1"]'), wanted);
}

/** Filters the Problems view by a text and waits until the messages in it are these, in any order. */
export async function problems(workbench: Workbench, filter: string, wanted: readonly string[]) {
  await workbench.page.getByPlaceholder(/^Filter \(e\.g\. text/).fill(filter);
  const read = async () =>
    (await labels(workbench, '.markers-panel', '[aria-level="2"]'))
      .map((label) => /^\w+: (.*?) at line \d+ and character/.exec(label)?.[1] ?? label)
      .sort();
  await settle(`problems filtered by ${filter}`, read, [...wanted].sort());
}

const labels = ({ page }: Workbench, view: string, level: string): Promise<readonly string[]> =>
  page
    .locator(`${view} .monaco-list-row${level}`)
    .evaluateAll((rows) => rows.map((row) => row.ariaLabel ?? ''));

async function settle<T>(what: string, read: () => T | Promise<T>, wanted: T): Promise<void> {
  let last: T | undefined;
  const same = async () => {
    last = await read();
    return JSON.stringify(last) === JSON.stringify(wanted);
  };
  await until(`the ${what} to become ${JSON.stringify(wanted)}`, same).catch((error: unknown) => {
    throw new Error(`The ${what} is ${JSON.stringify(last)}.`, { cause: error });
  });
}

const trimmed = (texts: readonly string[]): readonly string[] =>
  texts.map((text) => text.replaceAll('\u00a0', ' ').trim());
