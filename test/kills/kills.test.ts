import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { answer, windowOn } from './answers.ts';

const kills = 200;
const atOnce = 4;
const writer = join(import.meta.dirname, 'writer.ts');
const hooks = join(import.meta.dirname, 'hooks.mjs');

/** Starts a window that answers, kills it after a random time of writing, and returns the answers that it was told are taken. */
async function killed(folder: string, name: string): Promise<readonly string[]> {
  const child = spawn(process.execPath, ['--import', hooks, writer, folder, name], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.on('data', (bytes) => {
    if (said === '') setTimeout(() => child.kill('SIGKILL'), Math.random() * 60);
    said += bytes;
  });
  await once(child, 'close');
  return said.split('\n').slice(0, -1);
}

test(`${kills} kills of a window that writes, with a second one open, lose no answer`, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'seaworthy-kills-'));
  const second = windowOn(folder);
  const taken: string[] = [];
  try {
    for (let round = 0; round < kills; round += atOnce) {
      const names = Array.from({ length: atOnce }, (_, i) => `window-${round + i}`);
      const own = `second-${round}`;
      const [lists] = await Promise.all([
        Promise.all(names.map((name) => killed(folder, name))),
        second.add([answer(own)]),
      ]);
      for (const list of lists) {
        assert.ok(list.length > 0, 'a window wrote nothing before it was killed');
        taken.push(...list);
      }
      taken.push(own);
    }
    const ids = (await windowOn(folder).all()).map(({ id }) => id);
    const kept = new Set(ids);
    assert.deepEqual(
      taken.filter((id) => !kept.has(id)),
      [],
    );
    assert.equal(kept.size, ids.length, 'an answer counts twice');
    assert.ok(taken.length > kills * 2, `${taken.length} answers`);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
