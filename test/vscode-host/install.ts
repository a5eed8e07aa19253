import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { isUnpacked, link } from './link.ts';
import { hostFolder } from './paths.ts';
import { npm } from './processes.ts';

const stamp = `${hostFolder}/node_modules/.installed-lock`;

/** Installs VS Code's server from npm when it is missing or its lock file changed; otherwise does nothing. */
export async function installServer(): Promise<void> {
  const lock = createHash('sha256')
    .update(readFileSync(`${hostFolder}/package-lock.json`))
    .digest('hex');
  if (!isUnpacked() || readStamp() !== lock) {
    console.log('Installing the VS Code server for tests from npm (about 10 s, 270 MB).');
    const quiet = ['--no-audit', '--no-fund', '--loglevel=error'];
    await npm(['ci', '--prefix', hostFolder, ...quiet], { cwd: hostFolder });
    writeFileSync(stamp, lock);
  }
  link();
}

function readStamp(): string | undefined {
  try {
    return readFileSync(stamp, 'utf8');
  } catch {
    return undefined;
  }
}
