import { existsSync } from 'node:fs';
import { root, vsixFile } from './paths.ts';
import { must, npm } from './processes.ts';

/** Builds the extension into `dist`. */
export async function build(): Promise<void> {
  await must(process.execPath, ['esbuild.mjs'], { cwd: root });
}

/** Builds the extension for release and packs it; returns the path of the VSIX. */
export async function packageVsix(): Promise<string> {
  await npm(['run', 'package', '--silent'], { cwd: root });
  return vsixFile;
}

/** The VSIX as it stands in `dist`, packed now if there is none. */
export async function currentVsix(): Promise<string> {
  return existsSync(vsixFile) ? vsixFile : packageVsix();
}
