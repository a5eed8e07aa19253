import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { plainText } from '../../src/learn/markup.ts';
import { leftToMend } from '../../src/learn/mend.ts';
import { serviceOver } from '../support/host.ts';
import { allPages } from './compiled.ts';

const fixes = allPages.flatMap((page) => page.items).filter((item) => item.kind === 'fix');

const filesOf = ({ file, beside }: (typeof fixes)[number], text: string) =>
  Object.fromEntries([...beside.map((each) => [each.path, each.text]), [file, text]]);

describe('documents to be mended', () => {
  for (const item of fixes) {
    test(item.id, async () => {
      const broken = await serviceOver(filesOf(item, item.text));
      const found = broken.linted().flatMap((path) => broken.findings(path));
      assert.deepEqual(
        [...new Set(found.map(({ rule }) => rule.id))].toSorted(),
        [...item.raises].toSorted(),
      );
      assert.notDeepEqual(leftToMend(broken, item), []);
      const mended = await serviceOver(filesOf(item, item.solution));
      assert.deepEqual(leftToMend(mended, item), []);
      for (const hint of item.hints.slice(0, 2)) {
        for (const line of item.solution.split('\n')) {
          const given = line.trim();
          if (given.length < 8 || item.text.includes(given)) continue;
          assert.ok(!plainText(hint).includes(given), `a hint gives "${given}" away`);
        }
      }
    });
  }
});
