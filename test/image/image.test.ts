import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { imageViewOf } from '../../src/features/image-view/holds.ts';
import { imageText } from '../../src/features/image-view/write.ts';
import { mayWrite, ownerAt } from '../../src/image/rights.ts';
import { treeOf } from '../../src/image/stage.ts';
import { entryAt } from '../../src/image/tree.ts';
import { finalStage } from '../../src/syntax/dockerfile/stages.ts';
import { type ImageCase, imageCases, projectOf } from './cases.ts';

const cases = imageCases();

/** The Dockerfile of a case: the first of its files with such a name. */
const dockerfileOf = ({ files }: ImageCase): string =>
  Object.keys(files).find((path) => /dockerfile$/i.test(path)) ?? 'Dockerfile';

suite('what an image holds, over small projects', () => {
  test('of which there are enough', () => {
    assert.ok(cases.length >= 60, `${cases.length} cases`);
    for (const { expected, title } of cases) assert.ok(expected.length > 0, title);
  });

  for (const each of cases)
    test(`${each.page}: ${each.title}`, () => {
      const path = dockerfileOf(each);
      const { file, project } = projectOf(each.files, path);
      const stage = finalStage(file.stages);
      assert.ok(stage);
      const tree = treeOf(file, stage, project).end;
      const view = imageViewOf(file, project);
      assert.ok(view);
      const shown = imageText(view, {
        text: (name) => each.files[name] ?? '',
        shown: (name) => name,
      });
      for (const line of each.expected) {
        const [sign, asked = '', ...words] = line.split(' ').filter((word) => word !== '');
        if (sign === '+' || sign === '-') {
          const there = shown.split('\n').some((row) => row.startsWith(line.slice(2)));
          assert.equal(there, sign === '+', `${line}\n\n${shown}`);
        } else if (sign === '?') {
          const answer = entryAt(tree, asked);
          const because = answer.is === 'yes' ? '' : answer.because.text;
          assert.equal(answer.is, words[0], `${line}: ${because}\n\n${shown}`);
          if (words.length > 1) assert.match(because, new RegExp(words.slice(1).join(' ')), line);
        } else if (sign === 'owner') {
          const owner = ownerAt(tree, asked);
          assert.equal(owner.is === 'yes' ? owner.value : owner.is, words[0], line);
        } else if (sign === 'writes') {
          const may = mayWrite(tree, words[0] ?? '', asked);
          assert.equal(may.is === 'yes' ? String(may.value) : may.is, words[1], line);
        } else assert.fail(line);
      }
    });
});
