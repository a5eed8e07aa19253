import type { Frame } from 'playwright-core';
import type { Workbench } from '../vscode-host/driver.ts';
import { until } from '../vscode-host/wait.ts';

/** What the panel shows: which view, its heading, and whether it was answered. */
export interface Shown {
  readonly view:
    | 'home'
    | 'read'
    | 'card'
    | 'question'
    | 'worked'
    | 'blanks'
    | 'order'
    | 'fix'
    | 'explain'
    | 'result'
    | 'done';
  readonly heading: string;
  readonly verdict: string | undefined;
  /** How many steps of a worked solution stand above the question. */
  readonly steps: number;
  /** "2 of 4", where the view is a step of a session. */
  readonly progress: string | undefined;
}

/** The panel's frame, once its view holds an element. Look it up again after a reload. */
export function panel(workbench: Workbench, selector = 'main h1'): Promise<Frame> {
  return workbench.webview(selector);
}

/** What the panel shows now. */
export async function shown(workbench: Workbench): Promise<Shown> {
  const frame = await panel(workbench);
  return frame.evaluate(() => {
    const text = (selector: string) => document.querySelector(selector)?.textContent?.trim();
    const has = (selector: string) => document.querySelector(selector) !== null;
    const view = has('details.module')
      ? 'home'
      : has('article')
        ? 'read'
        : has('section.card')
          ? 'card'
          : has('section.blanks')
            ? 'blanks'
            : has('.steps + .buttons')
              ? 'worked'
              : has('ol.order')
                ? 'order'
                : has('section.fix')
                  ? 'fix'
                  : has('fieldset.options') || has('.reasons:not(details *)')
                    ? 'question'
                    : has('textarea') || has('fieldset.ideas')
                      ? 'explain'
                      : has('table')
                        ? 'result'
                        : 'done';
    return {
      view,
      heading: text('main h1') ?? '',
      verdict: text('h2.verdict'),
      steps: document.querySelectorAll('.steps:not(.solution *) > li').length,
      progress: text('.progress'),
    };
  });
}

/** Presses a key in the panel and waits until it shows something else. */
export async function press(workbench: Workbench, key: string): Promise<Shown> {
  await focus(workbench);
  const before = JSON.stringify(await shown(workbench));
  let next = 0;
  return until(`the panel to change from ${before} by ${key}`, async () => {
    if (Date.now() >= next) {
      await workbench.press(key);
      next = Date.now() + 6_000;
    }
    const now = await shown(workbench);
    return JSON.stringify(now) !== before && now;
  });
}

/** Waits until keys go to the panel. */
export async function focus(workbench: Workbench): Promise<void> {
  await until('the focus to be in the panel', async () => {
    const frame = await panel(workbench);
    return frame.evaluate(() => document.hasFocus());
  });
}

/** Moves the focus with Tab to the control of this accessible name. */
export async function tabTo(workbench: Workbench, role: 'button' | 'textbox', name: RegExp) {
  const frame = await panel(workbench);
  const focused = frame.getByRole(role, { name }).and(frame.locator(':focus'));
  for (let left = 80; left > 0; left--) {
    await workbench.press('Tab');
    if ((await focused.count()) > 0) return;
  }
  throw new Error(`Tab does not come to the ${role} ${name}.`);
}

const modes = {
  Read: /^Read The idea/,
  Recall: /^Recall/,
  Quiz: /^Quiz/,
  Predict: /^Predict/,
  Order: /^Order/,
  Fix: /^Fix/,
  Practice: /^Practice/,
  Explain: /^Explain In your/,
} as const;

/** Opens a mode of the concept that is shown, by keyboard. */
export async function openMode(workbench: Workbench, mode: keyof typeof modes): Promise<Shown> {
  await focus(workbench);
  await workbench.press('m');
  await tabTo(workbench, 'button', modes[mode]);
  return press(workbench, 'Enter');
}

/** Answers everything up to the end of the session by keyboard; returns what each step and the end showed. */
export async function finish(workbench: Workbench): Promise<readonly Shown[]> {
  const seen: Shown[] = [];
  for (let left = 40; left > 0; left--) {
    const now = await shown(workbench);
    seen.push(now);
    if (now.view === 'result' || now.view === 'done' || now.view === 'home') return seen;
    await advance(workbench, now);
  }
  throw new Error(`The session does not end: ${JSON.stringify(seen)}`);
}

async function advance(workbench: Workbench, { view, verdict }: Shown): Promise<void> {
  if (view === 'read') await press(workbench, 'n');
  if (view === 'card') await press(workbench, verdict === undefined ? 'Enter' : '1');
  if (view === 'worked') await press(workbench, 'Enter');
  if (view !== 'question' && view !== 'blanks') return;
  if (verdict !== undefined) {
    await press(workbench, 'n');
    return;
  }
  for (let left = await groups(workbench); left > 0; left--) await choose(workbench);
  await press(workbench, 'Enter');
}

/** How many times there is something to choose. */
async function groups(workbench: Workbench): Promise<number> {
  return (await panel(workbench)).locator('fieldset.options').count();
}

/** Chooses the first option by its key; with two windows in one browser a key may go to neither. */
async function choose(workbench: Workbench): Promise<void> {
  for (let left = 4; ; left--) {
    await focus(workbench);
    const chosen = (await panel(workbench)).locator('.options input:checked');
    const count = await chosen.count();
    await workbench.press('1');
    try {
      await chosen.nth(count).waitFor({ timeout: 4_000 });
      return;
    } catch (error) {
      if (left === 1) throw error;
    }
  }
}

/** Waits until the panel shows a view, or one of several. */
export function showing(workbench: Workbench, ...views: readonly Shown['view'][]): Promise<Shown> {
  return until(`the panel to show ${views.join(' or ')}`, async () => {
    const now = await shown(workbench);
    return views.includes(now.view) && now;
  });
}

const day = 24 * 60 * 60 * 1000;
const ago = (days: number): number => Date.now() - days * day;

/** A record of a strong test some days ago. */
export const strongTest = (concept: string, days: number): object => ({
  ...{ v: 1, id: `test of ${concept}`, type: 'test', at: ago(days), concept },
  ...{ points: 18, of: 20, verdict: 'strong', items: [] },
});

/** A record of a problem that was solved with its last step left out. */
export const practised = (concept: string, fact: string, item: string): object => ({
  ...{ v: 1, id: `practice of ${item}`, type: 'answer', at: ago(1), concept, mode: 'practice' },
  ...{ fact: `${concept}/${fact}`, item: `${concept}/${item}`, ok: true, hints: 0, ms: 9000 },
  stage: 1,
});

/** Imports records as progress of another machine. */
export async function imported(workbench: Workbench, ...records: readonly object[]): Promise<void> {
  const name = `import-${Date.now()}.ndjson`;
  const lines = records.map((record) => `${JSON.stringify(record)}\n`);
  workbench.workspace.write(name, lines.join(''));
  await workbench.command('Seaworthy: Import Learning Progress');
  await workbench.fileDialog(`${workbench.workspace.folder}/${name}`);
  const count = records.length === 1 ? '1 record' : `${records.length} records`;
  const told = workbench.page.locator('.notification-list-item-message', {
    hasText: `Seaworthy: ${count} imported.`,
  });
  await told.first().waitFor();
  // The next import is told apart from this one.
  await workbench.command('Notifications: Clear All Notifications');
  await told.first().waitFor({ state: 'hidden' });
}
