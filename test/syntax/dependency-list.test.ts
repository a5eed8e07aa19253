import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { endOfDependencies } from '../../src/syntax/python/dependency-list.ts';

const added = (text: string): string | undefined => {
  const end = endOfDependencies(text);
  return end && `${text.slice(0, end.at)}${end.before}redis${end.after}${text.slice(end.at)}`;
};

describe('the end of the dependencies of a pyproject.toml', () => {
  it('is written as the elements before it', () => {
    for (const [list, wanted] of [
      ['["a"]', '["a", "redis"]'],
      ["['a', 'b',]", "['a', 'b', 'redis',]"],
      ['[\n\t"a"\n]', '[\n\t"a",\n\t"redis"\n]'],
      ['[\n  "a[x]>=1; y < \'3\'",  # why\n]', '[\n  "a[x]>=1; y < \'3\'",  # why\n  "redis",\n]'],
      ['[\n  "a",\n  # "b",\n]', '[\n  "a",\n  "redis",\n  # "b",\n]'],
      ['[\n  "a", "b",\n]', '[\n  "a", "b", "redis",\n]'],
    ])
      assert.equal(
        added(`[project]\nname = "x"\ndependencies = ${list}\n`),
        `[project]\nname = "x"\ndependencies = ${wanted}\n`,
      );
  });

  it('ends its lines as the file does', () => {
    assert.equal(
      added('[project]\r\ndependencies = [\r\n  "a",\r\n]\r\n'),
      '[project]\r\ndependencies = [\r\n  "a",\r\n  "redis",\r\n]\r\n',
    );
  });

  it('is not known where there is no such list or nothing in it', () => {
    for (const text of [
      '[project]\ndependencies = []\n',
      '[project]\nname = "x"\n[tool.x]\ndependencies = ["a"]\n',
      '[project]\ndependencies = [\n  "a" # why\n]\n',
      '[project]\ndependencies = ["""a"""]\n',
      '[project]\ndependencies = ["a"',
    ])
      assert.equal(added(text), undefined);
  });
});
