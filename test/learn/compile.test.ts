import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readPage } from '../../src/build/concept-page.ts';

const page = `---
id: hpa
title: HorizontalPodAutoscaler
module: scale
level: core
prerequisites: [deployment]
contrasts: [replicaset]
summary: It changes the number of replicas.
misconceptions:
  - {id: bigger, claim: It makes Pods larger., truth: It makes more of them.}
facts:
  - {id: number, statement: It changes the number of replicas.}
---

## The idea

More Pods at **noon**.

## Why it matters for a model

Traffic follows the day.

## Example

\`\`\`yaml
## not a heading
kind: HorizontalPodAutoscaler
\`\`\`

## Limits

New Pods need time.

## Items

\`\`\`yaml card
id: what
fact: number
level: beginner
question: What does it change?
answer: The number.
\`\`\`

\`\`\`\`yaml question
id: which
fact: number
seed: [S2.mcq5]
difficulty: 2
stem: Which object changes the number?
code:
  lang: bash
  text: kubectl get hpa
options:
  - {text: HPA, correct: true, why: It does.}
  - {text: Ingress, why: It routes., misconception: bigger}
hints: [Think of noon.]
\`\`\`\`
`;

const lineOf = (part: string): number => page.slice(0, page.indexOf(part)).split('\n').length;
const complaint = (from: string, to: string): string => {
  assert.ok(page.includes(from), from);
  try {
    readPage('hpa.md', page.replace(from, to));
  } catch (error) {
    return error instanceof Error ? error.message : '';
  }
  return '';
};

describe('reading a concept page', () => {
  test('all parts are there', () => {
    const { page: read, meta, seeds } = readPage('hpa.md', page);
    assert.deepEqual(
      read.items.map(({ id, fact, kind, difficulty }) => ({ id, fact, kind, difficulty })),
      meta.items,
    );
    assert.deepEqual(meta.items, [
      { id: 'hpa/what', fact: 'hpa/number', kind: 'card', difficulty: 1 },
      { id: 'hpa/which', fact: 'hpa/number', kind: 'question', difficulty: 2 },
    ]);
    assert.deepEqual(meta.prerequisites, ['deployment']);
    assert.deepEqual(seeds.get('hpa/which'), ['S2.mcq5']);
    assert.equal(read.example.length, 1);
  });

  for (const [what, from, to, part, message] of [
    [
      'an unknown concept',
      '[deployment]',
      '[deploymnt]',
      'prerequisites',
      '"deploymnt" is no concept',
    ],
    ['an unknown level', 'level: core', 'level: hard', 'level: core', '"level" is "hard"'],
    ['an unknown field', 'summary:', 'sumary:', 'summary:', '"sumary" is not known here'],
    ['a missing reason', ', why: It routes.', '', '  - {text: Ingress', '"why" needs a text'],
    ['two right options', 'why: It routes.', 'correct: true, why: a', 'options:', 'exactly one'],
    ['no hint', 'hints: [Think of noon.]', 'hints: []', 'id: which', 'one to three hints'],
    ['a difficulty of 4', 'difficulty: 2', 'difficulty: 4', 'difficulty: 2', 'is 1, 2 or 3'],
    ['an unknown kind', 'yaml card', 'yaml crad', 'id: what', '"crad" is not a kind of item'],
    [
      'text between items',
      'answer: The number.\n```',
      'answer: A.\n```\nprose',
      '',
      'only item blocks',
    ],
    ['a missing section', '## Limits', '## Limit', '', 'the sections are'],
  ] as const) {
    test(`${what} is told with file and line`, () => {
      const told = complaint(from, to);
      assert.match(told, /^hpa\.md:\d+: /);
      assert.ok(told.includes(message), told);
      if (part) assert.ok(Math.abs(Number(told.split(':')[1]) - lineOf(part)) <= 1, told);
    });
  }

  test('YAML that cannot be parsed is told with its line', () => {
    const told = complaint('stem: Which', 'stem: "Which');
    assert.match(told, /^hpa\.md:\d+: /);
  });

  test('a page without front matter is refused', () => {
    assert.throws(() => readPage('hpa.md', '# HPA\n'), /^Error: hpa\.md:1: the front matter/);
  });
});
