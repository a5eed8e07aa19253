import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { treeOf } from '../../src/image/stage.ts';
import { entryAt } from '../../src/image/tree.ts';
import { projectOf } from './cases.ts';
import { pick, randomFrom } from './random.ts';

const names = ['a', 'b', 'c.txt', '.d'];

/** A path below the directory that everything is in. */
const path = (random: () => number): string =>
  ['/w', ...Array.from({ length: 1 + Math.floor(random() * 2.4) }, () => pick(random, names))].join(
    '/',
  );

/** A command of a RUN with random paths. */
const command = (random: () => number): string => {
  const [one, two, three] = [path(random), path(random), path(random)];
  const slash = random() < 0.3 ? '/' : '';
  return pick(random, [
    `mkdir ${one}`,
    `mkdir -p ${one} ${two}`,
    `touch ${one}`,
    `touch ${one} ${two}`,
    `cp ${one} ${two}${slash}`,
    `cp -r ${one} ${two}${slash}`,
    `cp -a ${one}/. ${two}`,
    `cp -r ${one} ${two} ${three}`,
    `cp -rt ${three} ${one}`,
    `mv ${one} ${two}${slash}`,
    `mv ${one} ${two} ${three}/`,
    `rm -rf ${one}`,
    `rm ${one}`,
    `rm -rf ${one}/*`,
    `rm -f ${one}/*.txt`,
    `rmdir ${one}`,
    `ln -s ${one} ${two}`,
    `ln -sf ${one} ${two}`,
    `ln -sfn ${one} ${two}`,
    `ln -s ${pick(random, names)} ${two}`,
    `ln ${one} ${two}`,
    `tar -cf ${one} -C /w ${pick(random, names)}`,
    `tar -xf ${one} -C ${two}`,
    `install -m 644 ${one} ${two}${slash}`,
    `install -d ${one}`,
    `echo x > ${one}`,
    `echo x | tee ${one} >> ${two}`,
    `sed -i s/x/y/ ${one}`,
    `cd ${one} && touch ${pick(random, names)} && mkdir -p ../b/a`,
    `(cd ${one} && touch a) && cp ${two} ${three}`,
    `if [ -d ${one} ]; then touch ${one}/a; else mkdir ${one}; fi`,
    `[ -e ${one} ] || mkdir -p ${one}/b`,
    `find ${one} -name '*.txt' -delete`,
  ]);
};

/** All paths that a list of commands may have to do with. */
const asked: readonly string[] = (() => {
  const all = ['/w'];
  for (let depth = 0, last = all; depth < 3; depth++) {
    last = last.flatMap((folder) => names.map((name) => `${folder}/${name}`));
    all.push(...last);
  }
  return all;
})();

/** Runs commands in a directory that stands for the root; those that fail are left out, and what they did with them. */
const run = (root: string, commands: readonly string[]): readonly string[] => {
  mkdirSync(join(root, 'w'), { recursive: true });
  return commands.filter((each) => {
    const kept = `${root}.kept`;
    cpSync(root, kept, { recursive: true, verbatimSymlinks: true });
    const { status } = spawnSync('sh', ['-c', each.replaceAll('/w', `${root}/w`)], {
      stdio: 'ignore',
      timeout: 5_000,
    });
    if (status !== 0) {
      rmSync(root, { recursive: true, force: true });
      renameSync(kept, root);
    } else rmSync(kept, { recursive: true, force: true });
    return status === 0;
  });
};

const isThere = (full: string): boolean => {
  try {
    return lstatSync(full) !== undefined;
  } catch {
    return false;
  }
};

/** Compares the model with what the shell did; gives how many answers were certain. */
const compare = (root: string, commands: readonly string[], joined: boolean): number => {
  const done = run(root, commands);
  const lines = joined ? [`RUN ${done.join(' && \\\n  ')}`] : done.map((each) => `RUN ${each}`);
  const text = ['FROM python:3.12-slim', 'RUN mkdir -p /w', ...(done.length > 0 ? lines : [])].join(
    '\n',
  );
  const { file, project } = projectOf({ Dockerfile: `${text}\n` });
  const [stage] = file.stages;
  assert.ok(stage);
  const tree = treeOf(file, stage, project).end;
  let certain = 0;
  for (const each of asked) {
    const answer = entryAt(tree, each);
    if (answer.is === 'unknown') continue;
    certain++;
    const full = `${root}${each}`;
    assert.equal(answer.is === 'yes', isThere(full), `${each} ${answer.is}\n\n${text}`);
    if (answer.is === 'yes' && answer.value.kind === 'directory')
      assert.ok(existsSync(full) && lstatSync(full).isDirectory(), `${each}\n\n${text}`);
  }
  return certain / asked.length;
};

suite('effects of commands are those of the shell', () => {
  const trials = Number(process.env['SEAWORTHY_TRIALS'] ?? 12);
  test(`in ${trials} random lists of commands`, (context) => {
    const home = mkdtempSync(join(tmpdir(), 'seaworthy-shell-'));
    const random = randomFrom(Number(process.env['SEAWORTHY_SEED'] ?? 11));
    let certain = 0;
    try {
      for (let i = 0; i < trials; i++) {
        const commands = Array.from({ length: 10 }, () => command(random));
        // Half of them begin with something to work with.
        const all =
          random() < 0.7
            ? ['mkdir -p /w/a/b /w/b', 'touch /w/a/c.txt /w/.d', ...commands]
            : commands;
        // A path that changes the directory would change it for what follows.
        const joined = random() < 0.3 && !all.some((each) => /^cd|^\[|^echo|^if/.test(each));
        certain += compare(join(home, String(i)), all, joined);
      }
    } finally {
      rmSync(home, { recursive: true, force: true });
      assert.ok(!existsSync(home) || readdirSync(home).length === 0);
    }
    context.diagnostic(`${Math.round((certain / trials) * 100)}% of the answers are certain`);
    assert.ok(certain / trials > 0.5, `${certain / trials} of the answers are certain`);
  });
});
