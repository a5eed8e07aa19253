import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { aptCall, assumesYes } from '../../src/syntax/shell/apt.ts';
import type { Command } from '../../src/syntax/shell/model.ts';
import { parseShell } from '../../src/syntax/shell/parse.ts';
import { pipInstall } from '../../src/syntax/shell/pip.ts';

const commands = (text: string): readonly Command[] =>
  parseShell(text, (start, end) => [start, end]).commands;

const first = (text: string): Command => {
  const [command] = commands(text);
  assert.ok(command);
  return command;
};

describe('commands', () => {
  it('are found in lists, pipes, conditions and subshells', () => {
    const text =
      'set -e; apt-get update && (cd /src && make) | tee log; if [ -f r.txt ]; then pip install -r r.txt || true; fi';
    assert.deepEqual(
      commands(text).map(({ name }) => name),
      ['set', 'apt-get', 'cd', 'make', 'tee', '[', 'pip', 'true'],
    );
  });

  it('know their list, pipe and condition', () => {
    const [update, install] = commands('apt-get update && apt-get install -y curl | tee log');
    assert.equal(update?.listEnd, 51);
    assert.deepEqual([update?.piped, install?.piped], [false, true]);
    assert.equal(first('pip install torch || true').conditional, true);
  });

  it('of a very large text are not read', () => {
    assert.equal(parseShell('x '.repeat(40_000), (a, b) => [a, b]).broken, true);
  });
});

describe('pip install', () => {
  it('is found in its spellings', () => {
    for (const text of [
      'pip install torch',
      'pip3.12 install torch',
      'python3 -m pip install torch',
      '/opt/venv/bin/pip install torch',
      'uv pip install torch',
      'pip --no-input install torch',
    ]) {
      assert.deepEqual(
        pipInstall(first(text))?.packages.map(({ name }) => name),
        ['torch'],
        text,
      );
    }
  });

  it('does not take values of options for packages', () => {
    const found = pipInstall(
      first(
        `pip install --timeout 100 -i https://pypi.example.com/simple --cache-dir /c -t /opt 'Torch_Vision[extra]>=0.19' -r req.txt -c c.txt .`,
      ),
    );
    assert.deepEqual(
      found?.packages.map(({ name, version }) => [name, version]),
      [['torch-vision', '>=0.19']],
    );
    assert.deepEqual(
      found?.requirements.map(({ text }) => text),
      ['req.txt'],
    );
    assert.deepEqual(
      found?.constraints.map(({ text }) => text),
      ['c.txt'],
    );
    assert.deepEqual(
      found?.opaque.map(({ text }) => text),
      ['.'],
    );
  });

  it('is no other command of pip', () => {
    assert.equal(pipInstall(first('pip download torch')), undefined);
    assert.equal(pipInstall(first('npm install torch')), undefined);
  });
});

describe('apt-get', () => {
  it('assumes yes by any of its switches', () => {
    for (const flags of [
      '-y',
      '-qqy',
      '--yes',
      '--assume-yes',
      '-qq',
      '-q -q',
      '-q=2',
      '-o APT::Get::Assume-Yes=true',
    ]) {
      const call = aptCall(first(`apt-get install ${flags} curl`));
      assert.ok(call && assumesYes(call), flags);
    }
    const asking = aptCall(first('apt-get install -q curl'));
    assert.ok(asking && !assumesYes(asking));
  });

  it('does not take the release for a package', () => {
    assert.deepEqual(
      aptCall(first('apt-get install -t bookworm-backports -y git'))?.packages.map(
        ({ text }) => text,
      ),
      ['git'],
    );
  });
});
