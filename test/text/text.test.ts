import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ignoredBy, parseDockerIgnore } from '../../src/syntax/dockerignore.ts';
import { apply, compatible, insert, remove, replace } from '../../src/text/edit.ts';
import { leavesOut, parseGitIgnore } from '../../src/text/gitignore.ts';
import { globMatcher } from '../../src/text/glob.ts';
import { lineEndOf, linesOf, offsetAt, positionAt, wholeLines } from '../../src/text/lines.ts';
import { nearest } from '../../src/text/nearest.ts';
import { joinPath, relativeTo } from '../../src/text/path.ts';

describe('lines', () => {
  it('turn offsets into positions and back, over all line ends', () => {
    const lines = linesOf('FROM a\r\nRUN b\nCMD c');
    assert.deepEqual(positionAt(lines, 8), { line: 1, column: 0 });
    assert.deepEqual(positionAt(lines, 19), { line: 2, column: 5 });
    assert.equal(offsetAt(lines, 1, 99), 13);
    assert.deepEqual(wholeLines(lines, [9, 10]), [8, 14]);
    assert.equal(lineEndOf(lines.text), '\r\n');
  });
});

describe('edits', () => {
  it('apply in order of their offsets', () => {
    assert.equal(
      apply('pip install torch', [remove([11, 17]), insert(3, '3'), replace([4, 11], 'download')]),
      'pip3 download',
    );
  });

  it('that touch the same text do not go together', () => {
    assert.equal(compatible([replace([0, 3], 'x'), replace([2, 4], 'y')]), false);
    assert.equal(compatible([insert(3, 'x'), insert(3, 'y')]), false);
    assert.equal(compatible([replace([0, 3], 'x'), replace([3, 4], 'y')]), true);
  });
});

describe('globs', () => {
  it('match as Go and Docker do', () => {
    const cases: readonly (readonly [string, string, boolean])[] = [
      ['*.py', 'app.py', true],
      ['*.py', 'src/app.py', false],
      ['**/*.py', 'src/deep/app.py', true],
      ['**/*.py', 'app.py', true],
      ['data/**', 'data/x/y.csv', true],
      ['model?.pt', 'model1.pt', true],
      ['[ab].txt', 'b.txt', true],
      ['a[', 'a[', false],
      ['a+b', 'a+b', true],
      ['model[^0-9].pt', 'model1.pt', false],
      ['model[a-c\\]].pt', 'model].pt', true],
      ['\\*.pt', '*.pt', true],
      ['\\*.pt', 'model.pt', false],
      ['**/ckpt/**', 'runs/7/ckpt/last.pt', true],
      ['**/ckpt/**', 'runs/7/ckpt', false],
    ];
    for (const [pattern, path, expected] of cases)
      assert.equal(globMatcher(pattern)(path), expected, `${pattern} ${path}`);
  });

  it('decide an ignore file by the last pattern that matches', () => {
    const ignore = parseDockerIgnore('# data\n/data\n*.csv\n!keep.csv\n\r\n');
    assert.equal(ignoredBy(ignore, 'data/big.bin')?.text, '/data');
    assert.equal(ignoredBy(ignore, 'x.csv')?.text, '*.csv');
    assert.equal(ignoredBy(ignore, 'keep.csv'), undefined);
    assert.equal(ignoredBy(ignore, 'app.py'), undefined);
  });
});

describe('patterns of .gitignore', () => {
  const leaves = (lines: readonly string[], file: string): boolean =>
    leavesOut(parseGitIgnore(lines), file);

  it('name files anywhere, from the top, or folders', () => {
    assert.equal(leaves(['*.ckpt'], 'runs/7/last.ckpt'), true);
    assert.equal(leaves(['/data'], 'data/train.csv'), true);
    assert.equal(leaves(['/data'], 'src/data/train.csv'), false);
    assert.equal(leaves(['runs/7'], 'old/runs/7/last.pt'), false);
    assert.equal(leaves(['models/'], 'models'), false);
    assert.equal(leaves(['models/  \r'], 'churn/models/a.pt'), true);
  });

  it('take back what a later line names, but nothing in a folder that is left out', () => {
    assert.equal(leaves(['*.pt', '!best.pt'], 'runs/best.pt'), false);
    assert.equal(leaves(['runs/', '!best.pt'], 'runs/best.pt'), true);
  });

  it('know comments, classes that are negated and stars beside letters', () => {
    assert.equal(leaves(['# *.pt', ''], 'best.pt'), false);
    assert.equal(leaves(['\\#notes'], '#notes'), true);
    assert.equal(leaves(['run[!0-9]'], 'runs'), true);
    assert.equal(leaves(['a**z/x'], 'a/z/x'), false);
  });
});

describe('hostile patterns', () => {
  it('come to an end', () => {
    assert.equal(globMatcher(`${'*a'.repeat(400)}b`)('a'.repeat(2000)), false);
    assert.equal(globMatcher(`${'**/a/'.repeat(200)}b`)('a/'.repeat(1000)), false);
    assert.equal(globMatcher('['.repeat(1000))('['), false);
  });
});

describe('paths', () => {
  it('stay below the root', () => {
    assert.equal(joinPath('a/b', '../c'), 'a/c');
    assert.equal(joinPath('a', '../../c'), undefined);
    assert.equal(relativeTo('a', 'a/b.txt'), 'b.txt');
    assert.equal(relativeTo('a', 'ab/c'), undefined);
  });
});

describe('the nearest word', () => {
  it('is within a third of the length', () => {
    assert.equal(nearest('serv.py', ['serve.py', 'train.py']), 'serve.py');
    assert.equal(nearest('app.py', ['Dockerfile', 'model.joblib']), undefined);
  });
});
