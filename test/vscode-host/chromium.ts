import { existsSync } from 'node:fs';
import { delimiter } from 'node:path';
import { must } from './processes.ts';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];

const elsewhere = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  'C:/Program Files/Google/Chrome/Application/chrome.exe',
  'C:/Program Files (x86)/Google/Chrome/Application/chrome.exe',
  'C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe',
];

/** Path of a Chromium or Chrome on this machine; `$CHROME_PATH` wins. */
export function findChromium(): string | undefined {
  const { CHROME_PATH: chosen, PATH = '' } = process.env;
  if (chosen) {
    if (existsSync(chosen)) return chosen;
    throw new Error(`CHROME_PATH is ${chosen}, and there is no such file.`);
  }
  const folders = PATH.split(delimiter);
  const onPath = folders.flatMap((folder) => names.map((name) => `${folder}/${name}`));
  return [...onPath, ...elsewhere].find((path) => existsSync(path));
}

/** Path of a Chromium, installed from Debian's packages when none is found and this process may do so. */
export async function ensureChromium(): Promise<string> {
  const found = findChromium();
  if (found) return found;
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) {
    throw new Error(
      'The tests need Chromium or Google Chrome. Install one (Debian: sudo apt-get install chromium) or set CHROME_PATH.',
    );
  }
  console.log('Installing Chromium from the distribution (about 30 s).');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await must('apt-get', ['update', '-qq'], { env });
  const packages = ['chromium', 'fonts-dejavu-core'];
  await must('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], { env });
  const installed = findChromium();
  if (!installed) throw new Error('apt-get installed chromium, and still no browser is on PATH.');
  return installed;
}
