import { existsSync } from 'node:fs';
import { delimiter } from 'node:path';
import { outFolder, root } from './paths.ts';
import { must } from './processes.ts';

const windows = process.platform === 'win32';

/** Whether windows can be shown here. */
export function hasDisplay(): boolean {
  if (windows || process.platform === 'darwin') return true;
  const { DISPLAY, WAYLAND_DISPLAY } = process.env;
  return Boolean(DISPLAY || WAYLAND_DISPLAY);
}

/** `$VSCODE_EXECUTABLE`, else `code` on PATH; undefined when there is neither. */
export function installedExecutable(): string | undefined {
  const { VSCODE_EXECUTABLE: chosen, PATH = '' } = process.env;
  if (chosen) {
    if (existsSync(chosen)) return chosen;
    throw new Error(`VSCODE_EXECUTABLE is ${chosen}, and there is no such file.`);
  }
  const name = windows ? 'code.cmd' : 'code';
  const folders = PATH.split(delimiter);
  return folders.map((folder) => `${folder}/${name}`).find((path) => existsSync(path));
}

/** A VS Code for the desktop: the installed one, else a download. Rejects when there is neither it nor a network. */
export async function desktopExecutable(): Promise<string> {
  const installed = installedExecutable();
  if (installed) return installed;
  const { downloadAndUnzipVSCode } = await import('@vscode/test-electron');
  return downloadAndUnzipVSCode({ cachePath: `${root}/.vscode-test` });
}

/** Opens a folder, and a file in it, in a new desktop window with the extension of this repository loaded. */
export async function openDesktop(executable: string, folder: string, file?: string) {
  // Chromium refuses its sandbox to root, and VS Code then asks for a user folder of its own.
  const asRoot = process.getuid?.() === 0;
  const args = [
    `--extensionDevelopmentPath=${root}`,
    '--new-window',
    ...(asRoot ? ['--no-sandbox', '--user-data-dir', `${outFolder}/desktop-user`] : []),
    folder,
    ...(file === undefined ? [] : ['--goto', file]),
  ];
  await must(executable, args, { shell: executable.endsWith('.cmd') });
}
