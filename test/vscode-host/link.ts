import { existsSync, lstatSync, mkdirSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { hostFolder } from './paths.ts';

const vscode = `${hostFolder}/node_modules/code-server/lib/vscode`;

// The browser fetches these two from the server's own folder; Node's upward search does not help there.
const fetchedByBrowser = ['vscode-textmate', 'vscode-oniguruma'];

const keptExtensions = new Set([
  'configuration-editing',
  'docker',
  'ini',
  'json',
  'markdown-basics',
  'python',
  'shellscript',
  'theme-defaults',
  'theme-seti',
  'yaml',
]);

/** Readies the installed server: links what the browser fetches, removes built-in extensions not needed here. */
export function link(): void {
  mkdirSync(`${vscode}/node_modules`, { recursive: true });
  for (const name of fetchedByBrowser) {
    const path = `${vscode}/node_modules/${name}`;
    if (lstatSync(path, { throwIfNoEntry: false })) continue;
    symlinkSync(`${hostFolder}/node_modules/${name}`, path, 'junction');
  }
  for (const name of readdirSync(`${vscode}/extensions`)) {
    if (keptExtensions.has(name)) continue;
    rmSync(`${vscode}/extensions/${name}`, { recursive: true, force: true });
  }
}

/** Whether the server's files are there at all. */
export function isUnpacked(): boolean {
  return existsSync(`${vscode}/out/server-main.js`);
}
