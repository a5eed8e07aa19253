import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readRubric } from '../../src/build/concept-rubric.ts';
import { readYaml } from '../../src/build/yaml-reader.ts';

const idea = (id: string, pattern: string) =>
  `  - {id: ${id}, label: ${id}, ask: ${id}?, patterns: ["${pattern}"]}\n`;

const slotsOf = (pattern: string): readonly (readonly string[])[] => {
  const rubric = `topic: [image]\ngroups:\n  host: [machine~, server]\nrubric:\n${idea('a', pattern)}${['b', 'c', 'd'].map((id) => idea(id, id)).join('')}misconceptions: []\n`;
  const [first] = readRubric(readYaml('page.md', 1, rubric)).ideas;
  return first?.patterns[0]?.slots ?? [];
};

test('the name of a group stands for its phrases, alone and among others', () => {
  const host = ['machine', 'machines', 'machined', 'machining', 'server'];
  assert.deepEqual(slotsOf('host + image'), [host, ['image']]);
  assert.deepEqual(slotsOf('cluster|host within 4'), [['cluster', ...host]]);
});

test('a verb is spelled out at the end of a phrase and within it', () => {
  assert.deepEqual(slotsOf('copy~|keep~ out'), [
    ['copy', 'copies', 'copied', 'copying', 'keep', 'keeps', 'keeped', 'keeping'].flatMap((each) =>
      each.startsWith('keep') ? `${each} out` : each,
    ),
  ]);
});
