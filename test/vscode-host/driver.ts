import { mkdirSync } from 'node:fs';
import type { Frame, Page } from 'playwright-core';
import { workbenchAddress } from './address.ts';
import { type AxeViolation, runAxe } from './axe.ts';
import { openBrowser } from './browser.ts';
import { readSquiggles, readVisibleText, type Squiggle } from './editor-lines.ts';
import { installServer } from './install.ts';
import { extensionId, outFolder, sampleWorkspace } from './paths.ts';
import { currentVsix } from './product.ts';
import { startServer } from './server.ts';
import { until } from './wait.ts';
import { copyWorkspace, type Workspace } from './workspace.ts';

/** The themes the extension must look right in. */
export const themes = ['light', 'dark', 'high-contrast', 'high-contrast-light'] as const;

/** One of the themes. */
export type Theme = (typeof themes)[number];

const themeNames: Record<Theme, { readonly id: string; readonly workbench: string }> = {
  light: { id: 'Light Modern', workbench: 'vs' },
  dark: { id: 'Dark Modern', workbench: 'vs-dark' },
  'high-contrast': { id: 'Default High Contrast', workbench: 'hc-black' },
  'high-contrast-light': { id: 'Default High Contrast Light', workbench: 'hc-light' },
};

/** What a UI test opens. */
export interface WorkbenchOptions {
  readonly source?: string;
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly viewport?: { readonly width: number; readonly height: number };
}

/** Opens a copy of a project in a new VS Code with the packaged extension installed. */
export async function openWorkbench(options: WorkbenchOptions = {}): Promise<Workbench> {
  await installServer();
  const workspace = copyWorkspace(options.source ?? sampleWorkspace);
  if (options.settings) workspace.configure(options.settings);
  const [server, browser] = await Promise.all([
    currentVsix().then((vsix) => startServer({ vsix })),
    openBrowser(options.viewport),
  ]);
  const close = async () => {
    await browser.close();
    await server.stop();
    workspace.dispose();
  };
  const workbench = new Workbench(browser.page, workspace, close);
  try {
    await workbench.visit(workbenchAddress(server, { folder: workspace.folder }));
  } catch (error) {
    await close();
    throw error;
  }
  return workbench;
}

/** A VS Code workbench in a browser, in the words of someone who uses it. */
export class Workbench {
  readonly page: Page;
  readonly workspace: Workspace;
  readonly close: () => Promise<void>;
  readonly #errors: string[] = [];
  #settings = 0;
  #address = '';

  constructor(page: Page, workspace: Workspace, close: () => Promise<void>) {
    this.page = page;
    this.workspace = workspace;
    this.close = close;
    page.setDefaultTimeout(15_000);
    page.on('pageerror', (error) => this.#errors.push(error.message));
    page.on('console', (message) => {
      if (message.type() !== 'error') return;
      const { url } = message.location();
      if (isOurs(message.text(), url)) this.#errors.push(`${message.text()} (${url})`);
    });
  }

  /** Goes to an address and waits until the workbench has drawn its parts. */
  async visit(address: string): Promise<void> {
    this.#address = address;
    await this.page.goto(address, { waitUntil: 'domcontentloaded' });
    await this.#ready();
  }

  /** Opens the same folder of the same user in a second window; `close` closes that window alone. */
  async second(): Promise<Workbench> {
    const page = await this.page.context().newPage();
    const workbench = new Workbench(page, this.workspace, () => page.close());
    await workbench.visit(this.#address);
    return workbench;
  }

  /** Reloads the window by its command, which stores the state of the window first; a browser's reload does not. */
  async reload(): Promise<void> {
    const loaded = this.page.waitForEvent('domcontentloaded');
    await this.command('Developer: Reload Window');
    await loaded;
    await this.#ready();
  }

  async #ready(): Promise<void> {
    await this.page.waitForSelector('.monaco-workbench .part.statusbar', { timeout: 60_000 });
    await this.page.waitForSelector('.explorer-folders-view .monaco-list-row', { timeout: 60_000 });
  }

  /** What the extension and its webviews wrote to the console as errors, and errors nobody caught. */
  errors(): readonly string[] {
    return this.#errors;
  }

  /** Opens a file of the project by its path. */
  async openFile(path: string): Promise<void> {
    const slash = path.lastIndexOf('/');
    const name = path.slice(slash + 1);
    const label = slash < 0 ? `${name},` : `${name} ${path.slice(0, slash)},`;
    const editor = this.page.locator('.editor-group-container.active');
    await this.#retry(`the editor of ${path}`, async () => {
      await this.page.keyboard.press('Control+P');
      const input = await this.#quickInput();
      await input.fill(path);
      const row = this.page.locator(`.quick-input-list .monaco-list-row[aria-label^="${label}"]`);
      await row.first().click({ timeout: 4_000 });
      await editor.locator('.tab.active', { hasText: name }).waitFor({ timeout: 4_000 });
    });
    await editor.locator('.view-line').first().waitFor();
  }

  /** Puts the cursor of the active editor at a line and column, both from 1. */
  async goto(line: number, column = 1): Promise<void> {
    await this.#retry(`line ${line}, column ${column}`, async () => {
      await this.page.keyboard.press('Control+G');
      const input = await this.#quickInput();
      await input.fill(`:${line}:${column}`);
      await this.page.keyboard.press('Enter');
      await this.page
        .locator('.statusbar-item', { hasText: `Ln ${line}, Col ${column}` })
        .waitFor({ timeout: 2_000 });
    });
  }

  /** Types text at the cursor, as a person does: VS Code's own completions of brackets apply. */
  async type(text: string): Promise<void> {
    await this.page.keyboard.type(text);
  }

  /** Presses keys, in Playwright's words ("Control+S"). */
  async press(keys: string): Promise<void> {
    await this.page.keyboard.press(keys);
  }

  /** Waits until the text in sight in the active editor matches, and returns it. */
  text(pattern: RegExp): Promise<string> {
    return this.#until(`text that matches ${pattern}`, async () => {
      const text = await readVisibleText(this.page);
      return pattern.test(text) && text;
    });
  }

  /** Changes settings of the folder and waits until the workbench goes by them; the title of the window tells. */
  async settings(settings: Readonly<Record<string, unknown>>): Promise<void> {
    const title = `Settings ${++this.#settings}`;
    this.workspace.configure({ ...settings, 'window.title': title });
    await this.#until('the settings', async () => (await this.page.title()).startsWith(title));
  }

  /** Runs a command of the palette by its full title ("Seaworthy: Learn"). */
  async command(title: string): Promise<void> {
    await this.#retry(`the command ${title}`, async () => {
      await this.page.keyboard.press('F1');
      const input = await this.#quickInput();
      await input.fill(`>${title}`);
      const rows = this.page.locator('.quick-input-list .monaco-list-row');
      const row = rows.filter({ has: this.page.getByText(title, { exact: true }) }).first();
      await row.waitFor({ timeout: 4_000 });
      for (let left = 12; left > 0; left--) {
        if (await row.evaluate(({ classList }) => classList.contains('focused'))) break;
        await this.page.keyboard.press('ArrowDown');
      }
      await this.page.keyboard.press('Enter');
      await row.waitFor({ state: 'hidden', timeout: 4_000 });
    });
  }

  /** Titles of the palette's commands that match a text. */
  async commands(text: string): Promise<readonly string[]> {
    await this.page.keyboard.press('F1');
    const input = await this.#quickInput();
    await input.fill(`>${text}`);
    const rows = this.page.locator('.quick-input-list .monaco-list-row .label-name');
    await rows.first().waitFor();
    const titles = await rows.allInnerTexts();
    await this.#escape();
    return titles;
  }

  /** The time that VS Code itself shows for an extension's activation: "59ms". */
  async activation(extension: string): Promise<string> {
    await this.command('Developer: Show Running Extensions');
    const row = this.page.locator('.runtime-extensions-editor .extension', { hasText: extension });
    const text = await row.first().innerText();
    return /Activation: (\S+)/.exec(text)?.[1] ?? 'not shown';
  }

  /** The squiggles in sight, from top to bottom. */
  squiggles(): Promise<readonly Squiggle[]> {
    return readSquiggles(this.page);
  }

  /** Waits for a squiggle, or for the one under this text, on any line or on this one (from 1). */
  squiggle(text?: string, line?: number): Promise<Squiggle> {
    const fits = (one: Squiggle) =>
      (text === undefined || one.text === text) && (line === undefined || one.line === line);
    return this.#until(
      `a squiggle${text === undefined ? '' : ` under "${text}"`}${onLine(line)}`,
      async () => (await readSquiggles(this.page)).find(fits),
      20_000,
    );
  }

  /** Waits until no squiggle stands under this text, on any line or on this one (from 1). */
  async noSquiggle(text: string, line?: number): Promise<void> {
    const fits = (one: Squiggle) => one.text === text && (line === undefined || one.line === line);
    await this.#until(
      `no squiggle under "${text}"${onLine(line)}`,
      async () => !(await readSquiggles(this.page)).some(fits),
    );
  }

  /** Points at the squiggle under this text, on any line or on this one (from 1), and returns the text of the hover, which stays open. */
  async hover(text: string, line?: number): Promise<string> {
    const hover = this.page.locator('.monaco-resizable-hover .monaco-hover:visible').first();
    return this.#retry('the hover', async () => {
      // From outside the editor: a hover met on the way would open, and lie over the squiggle.
      await this.page.mouse.move(0, 0);
      await this.#escape();
      await hover.waitFor({ state: 'hidden', timeout: 4_000 });
      // Lines move while the first code lenses come.
      const squiggle = await this.squiggle(text, line);
      await this.page.mouse.move(squiggle.x - 2, squiggle.y);
      await this.page.mouse.move(squiggle.x, squiggle.y);
      await hover.waitFor({ timeout: 4_000 });
      return this.#until('a text in the hover', async () => {
        const shown = (await hover.allInnerTexts()).join('\n').replaceAll('\u00a0', ' ').trim();
        return shown !== '' && !/^Loading/.test(shown) && shown;
      });
    });
  }

  /** Opens the quick fixes at the cursor and returns their titles; the menu stays open. */
  async quickFixes(wanted?: string): Promise<readonly string[]> {
    const rows = this.page.locator('.action-widget .monaco-list-row.action');
    return this.#retry(
      wanted === undefined ? 'quick fixes' : `the quick fix "${wanted}"`,
      async () => {
        // As long as a panel has the focus, the key goes there.
        const editor = this.page.locator('.editor-group-container.active .monaco-editor.focused');
        if ((await editor.count()) === 0) await this.page.keyboard.press('Control+1');
        await editor.first().waitFor({ timeout: 4_000 });
        await this.page.keyboard.press('Control+.');
        const row = wanted === undefined ? rows.first() : rows.filter({ hasText: wanted }).first();
        await row.waitFor({ timeout: 4_000 });
        return (await rows.allInnerTexts()).map((text) => text.replaceAll('\u00a0', ' ').trim());
      },
    );
  }

  /** Applies a quick fix at the cursor by its title. */
  async quickFix(title: string): Promise<void> {
    await this.quickFixes(title);
    await this.page
      .locator('.action-widget .monaco-list-row.action', { hasText: title })
      .first()
      .click();
  }

  /** Opens the Problems view and returns its rows as a screen reader hears them, once `wanted` is among them. */
  async problems(wanted?: string): Promise<readonly string[]> {
    await this.command('Problems: Focus on Problems View');
    const rows = this.page.locator('.markers-panel .monaco-list-row');
    return this.#until('the Problems view to fill', async () => {
      const labels = await rows.evaluateAll((elements) =>
        elements.map((row) => row.getAttribute('aria-label') ?? row.textContent ?? ''),
      );
      const filled = wanted === undefined ? labels.length > 0 : labels.join('\n').includes(wanted);
      return filled && labels;
    });
  }

  /** Waits for the webview frame that holds an element and returns it. Look it up again after a theme change. */
  webview(selector: string): Promise<Frame> {
    return this.#until(`a webview with ${selector}`, async () => {
      for (const frame of this.page.frames()) {
        if (frame === this.page.mainFrame()) continue;
        const count = await frame
          .locator(selector)
          .count()
          .catch(() => 0);
        if (count > 0) return frame;
      }
      return undefined;
    });
  }

  /** Changes the colour theme and waits until the workbench and its webviews wear it. */
  async theme(theme: Theme): Promise<void> {
    const { id, workbench } = themeNames[theme];
    this.workspace.configure({ 'workbench.colorTheme': id, 'window.autoDetectColorScheme': false });
    await this.page.waitForSelector(`.monaco-workbench.${workbench}`);
    await this.#until(`the webviews to turn ${theme}`, async () => {
      const classes = await Promise.all(this.page.frames().map(webviewTheme));
      return classes.every((worn) => worn === undefined || worn === theme);
    });
  }

  /** Writes a picture of the window to `out/screenshots`; returns its path. */
  async screenshot(name: string): Promise<string> {
    const folder = `${outFolder}/screenshots`;
    mkdirSync(folder, { recursive: true });
    const path = `${folder}/${name}.png`;
    await this.page.screenshot({ path, animations: 'disabled', caret: 'hide' });
    return path;
  }

  /** Runs axe in a webview frame and returns what it objects to. */
  axe(frame: Frame): Promise<readonly AxeViolation[]> {
    return runAxe(frame);
  }

  /** What has the focus and what is open in front, for the message of a failure. */
  #seen(): Promise<string> {
    return this.page.evaluate(() => {
      const texts = [
        ...document.querySelectorAll<HTMLElement>(
          '.monaco-dialog-box, .notification-toast, .action-widget, .quick-input-widget, .tab.active, .statusbar-item.right',
        ),
      ].filter((each) => each.offsetParent !== null);
      const { activeElement } = document;
      const focus = `${activeElement?.tagName} ${activeElement?.className}`;
      return `Focus: ${focus}. In sight: ${texts.map((each) => each.innerText.replaceAll(/\s+/g, ' ').slice(0, 300)).join(' | ')}`;
    });
  }

  async #until<T>(what: string, probe: () => Promise<T | undefined | false>, timeout?: number) {
    try {
      return await until(what, probe, timeout);
    } catch (error) {
      const said = this.errors().map((text) => `\n  ${text.slice(0, 400)}`);
      if (error instanceof Error) error.message += ` ${await this.#seen()}`;
      if (error instanceof Error && said.length > 0) error.message += ` Console:${said.join('')}`;
      throw error;
    }
  }

  /** Runs a command that opens a list of this title, and takes an entry of the list. */
  async pick(command: string, title: string, label: string): Promise<void> {
    await this.#retry(`"${label}" in the list of ${command}`, async () => {
      await this.command(command);
      const widget = this.page.locator('.quick-input-widget:visible', { hasText: title });
      await widget.locator('input').first().fill(label, { timeout: 8_000 });
      const first = widget.locator('.monaco-list-row').first();
      await first.getByText(label, { exact: true }).first().waitFor({ timeout: 8_000 });
      await this.page.keyboard.press('Enter');
    });
  }

  /** Writes a path into the dialog for opening or saving a file that a command has opened. */
  async fileDialog(path: string): Promise<void> {
    const input = await this.#quickInput();
    // Until it has listed its folder, the dialog writes into the input itself.
    await this.page.locator('.quick-input-widget:visible .monaco-list-row').first().waitFor();
    // A path in another folder is looked up first, and taken by a second Enter.
    for (let left = 4; left > 0 && (await input.isVisible()); left--) {
      if ((await input.inputValue()) !== path) await input.fill(path);
      await input.press('Enter');
      await input.waitFor({ state: 'hidden', timeout: 3_000 }).catch(() => undefined);
    }
    await input.waitFor({ state: 'hidden' });
  }

  async #quickInput() {
    const input = this.page.locator('.quick-input-widget:visible input').first();
    await input.waitFor({ timeout: 4_000 });
    return input;
  }

  async #escape(): Promise<void> {
    await this.page.keyboard.press('Escape');
  }

  async #retry<T>(what: string, attempt: () => Promise<T>): Promise<T> {
    for (let left = 3; ; left--) {
      try {
        return await attempt();
      } catch (error) {
        if (left === 0)
          throw new Error(`Did not reach ${what}. ${await this.#seen()}`, { cause: error });
        await this.#escape();
      }
    }
  }
}

const onLine = (line: number | undefined): string => (line === undefined ? '' : ` on line ${line}`);

async function webviewTheme(frame: Frame): Promise<Theme | undefined> {
  const worn = await frame
    .evaluate(() => [...(document.body?.classList ?? [])])
    .catch(() => Array.of<string>());
  if (worn.includes('vscode-high-contrast-light')) return 'high-contrast-light';
  if (worn.includes('vscode-high-contrast')) return 'high-contrast';
  if (worn.includes('vscode-dark')) return 'dark';
  return worn.includes('vscode-light') ? 'light' : undefined;
}

// The server runs without its optional parts and without most built-in extensions, and its workbench says so.
const notOurs =
  /\/static\/(?:out\/vs\/code\/browser\/workbench|extensions|node_modules)\/|\/_static\/|received when fetching the script/;

function isOurs(text: string, url: string): boolean {
  return text.includes(extensionId) || !(notOurs.test(url) || notOurs.test(text));
}
