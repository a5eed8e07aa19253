import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { conceptIdsModule } from '../../src/build/concepts.ts';
import { conceptIds } from '../../src/learn/concepts.generated.ts';
import type { Option, Page, Practice, Predict, Question } from '../../src/learn/content.ts';
import { type Block, type Inline, plainText } from '../../src/learn/markup.ts';
import { allPages, compiled, conceptDir } from './compiled.ts';

type Choice = Question | Predict | Practice;

const choicesOf = (page: Page): readonly Choice[] =>
  page.items.filter(
    (item) => item.kind === 'question' || item.kind === 'predict' || item.kind === 'practice',
  );
const choices = allPages.flatMap(choicesOf);
const lengthOf = (nodes: readonly Inline[]): number => plainText(nodes).length;
const keyOf = ({ options }: Choice): Option => {
  const key = options.find(({ correct }) => correct);
  assert.ok(key);
  return key;
};
const wrongOf = ({ options }: Choice): readonly Option[] =>
  options.filter(({ correct }) => !correct);
const mean = (numbers: readonly number[]): number =>
  numbers.reduce((sum, value) => sum + value, 0) / numbers.length;
const words = (text: string): readonly string[] =>
  text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

describe('concept pages', () => {
  test('there is one page per concept id, and the generated list is up to date', () => {
    const generated = join(conceptDir, '../concepts.generated.ts');
    assert.equal(readFileSync(generated, 'utf8'), conceptIdsModule(conceptDir));
    assert.deepEqual(
      compiled.index.concepts.map(({ id }) => id).toSorted(),
      [...conceptIds].toSorted(),
    );
  });

  test('prerequisites come before what needs them within a module', () => {
    const order = compiled.index.concepts.map(({ id }) => id);
    for (const concept of compiled.index.concepts) {
      for (const id of concept.prerequisites) {
        const before = compiled.index.concepts.find((other) => other.id === id);
        if (before?.module !== concept.module) continue;
        assert.ok(order.indexOf(id) < order.indexOf(concept.id), `${id} before ${concept.id}`);
      }
    }
  });

  test('one concept has no prerequisite: the beginning', () => {
    const roots = compiled.index.concepts.filter(({ prerequisites }) => prerequisites.length === 0);
    assert.deepEqual(
      roots.map(({ id }) => id),
      ['deploying-a-model'],
    );
  });

  test('contrasts name other concepts', () => {
    for (const { id, contrasts } of compiled.index.concepts) {
      assert.ok(contrasts.length > 0, id);
      assert.ok(!contrasts.includes(id), id);
    }
  });

  test('each page has its parts, a misconception, two facts, a card and two questions', () => {
    for (const page of allPages) {
      for (const part of ['idea', 'why', 'example', 'limits'] as const) {
        assert.ok(page[part].length > 0, `${page.id}: ${part}`);
      }
      assert.ok(
        page.example.some(({ kind }) => kind === 'code'),
        `${page.id}: example`,
      );
      assert.ok(page.misconceptions.length > 0, page.id);
      assert.ok(page.facts.length >= 2, page.id);
      assert.ok(
        page.items.some(({ kind }) => kind === 'card'),
        page.id,
      );
      const questions = page.items.filter((item) => item.kind === 'question');
      assert.ok(questions.filter(({ options }) => options.length === 4).length >= 2, page.id);
    }
  });

  test('each page has what every mode asks for', () => {
    const least = {
      ...{ card: 3, question: 6, practice: 1, predict: 1, fix: 1, order: 1, explain: 1 },
    };
    for (const { id, facts, items } of allPages) {
      assert.ok(facts.length >= 5, `${id} has ${facts.length} facts`);
      for (const [kind, count] of Object.entries(least)) {
        const found = items.filter((item) => item.kind === kind).length;
        assert.ok(found >= count, `${id} has ${found} of kind ${kind}`);
      }
      const difficulties = items.flatMap((item) =>
        item.kind === 'question' ? [item.difficulty] : [],
      );
      assert.deepEqual([...new Set(difficulties)].toSorted(), [1, 2, 3], id);
    }
  });

  test('misconceptions have ids that are unique over all pages', () => {
    const ids = allPages.flatMap((page) => page.misconceptions.map(({ id }) => id));
    assert.equal(new Set(ids).size, ids.length);
  });

  test('a page is read in about two minutes', () => {
    for (const page of allPages) {
      const prose = [page.idea, page.why, page.limits].flat().map(blockText).join(' ');
      assert.ok(words(prose).length <= 400, `${page.id}: ${words(prose).length} words`);
    }
  });
});

function blockText(block: Block): string {
  if (block.kind === 'code') return '';
  if (block.kind === 'list') return block.items.map((item) => plainText(item)).join(' ');
  return plainText(block.children);
}

describe('questions', () => {
  test('each option has a reason', () => {
    for (const item of choices) {
      for (const option of item.options) assert.ok(lengthOf(option.why) > 10, item.id);
    }
  });

  test('most wrong options stand for a named belief', () => {
    const wrong = choices.flatMap(wrongOf);
    const named = wrong.filter(({ misconception }) => misconception !== undefined);
    assert.ok(named.length / wrong.length > 0.6, `${named.length} of ${wrong.length}`);
  });

  test('options of one question differ', () => {
    for (const { id, options } of choices) {
      const texts = options.map(({ text }) => plainText(text));
      assert.equal(new Set(texts).size, texts.length, id);
    }
  });

  test('no option refers to the others', () => {
    for (const { id, options } of choices) {
      for (const { text } of options) {
        assert.doesNotMatch(plainText(text), /\b(?:all|none|both|each) of the above\b/i, id);
      }
    }
  });

  test('hints do not give the key away', () => {
    for (const item of choices) {
      const key = plainText(keyOf(item).text);
      const keyWords = new Set(words(key).filter((word) => word.length > 3));
      for (const hint of item.hints) {
        const text = plainText(hint);
        assert.ok(!` ${words(text).join(' ')} `.includes(` ${words(key).join(' ')} `), item.id);
        const shared = [...keyWords].filter((word) => words(text).includes(word));
        assert.ok(shared.length < 3 || shared.length / keyWords.size < 0.6, `${item.id}: ${text}`);
      }
    }
  });

  test('the longest option is the key in at most 40 % of the questions of a module', () => {
    for (const { id } of compiled.index.modules) {
      const items = allPages.filter(({ module }) => module === id).flatMap(choicesOf);
      const longest = items.filter((item) => {
        const others = wrongOf(item).map(({ text }) => lengthOf(text));
        return lengthOf(keyOf(item).text) > Math.max(...others);
      });
      const names = longest.map((item) => item.id).join(' ');
      assert.ok(
        longest.length <= 0.4 * items.length,
        `${id} ${longest.length}/${items.length} ${names}`,
      );
    }
  });

  test('keys and wrong options are about equally long', () => {
    for (const { id } of compiled.index.modules) {
      const items = allPages.filter(({ module }) => module === id).flatMap(choicesOf);
      const keys = mean(items.map((item) => lengthOf(keyOf(item).text)));
      const wrong = mean(items.flatMap(wrongOf).map(({ text }) => lengthOf(text)));
      assert.ok(keys / wrong < 1.15 && keys / wrong > 0.85, `${id}: ${keys / wrong}`);
    }
  });

  test('the key stands at each place about equally often', () => {
    const four = choices.filter(({ options }) => options.length === 4);
    const counts = [0, 1, 2, 3].map(
      (place) => four.filter(({ options }) => options[place]?.correct).length,
    );
    const expected = four.length / 4;
    const chi2 = counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
    assert.ok(chi2 < 7.81, `${counts.join(' ')}: ${chi2}`);
  });

  test('absolute words are no sign of a wrong option', () => {
    const absolute = /\b(?:always|never|only|just|all|none|every|impossible|guaranteed)\b/i;
    for (const item of choices) {
      const inKey = absolute.test(plainText(keyOf(item).text));
      const inWrong = wrongOf(item).some(({ text }) => absolute.test(plainText(text)));
      assert.ok(inKey || !inWrong, item.id);
    }
  });

  test('practice items have steps, an answer, a check and the mistakes people make', () => {
    const practices = choices.filter((item) => item.kind === 'practice');
    assert.ok(practices.length >= 20);
    for (const item of practices) {
      assert.ok(item.steps.length >= 3, item.id);
      assert.ok(item.commonMistakes.length >= 3, item.id);
      assert.equal(item.hints.length, 3, item.id);
    }
  });
});

describe('coverage', () => {
  const seeds = new Set([...compiled.seeds.values()].flat());
  const numbered = (prefix: string, count: number): readonly string[] =>
    Array.from({ length: count }, (_, i) => `${prefix}${i + 1}`);

  test('each card, question, prompt and practice item we began from has its counterpart', () => {
    const wanted = [
      ...numbered('S1.card', 5),
      ...numbered('S1.mcq', 5),
      ...numbered('S1.explain', 2),
      ...numbered('S1.practice', 5),
      ...numbered('S2.mcq', 5),
    ];
    assert.deepEqual([...seeds].toSorted(), wanted.toSorted());
  });

  test('an item stands for the kind of element that it names', () => {
    for (const [id, names] of compiled.seeds) {
      const item = allPages.flatMap((page) => page.items).find((entry) => entry.id === id);
      for (const name of names) {
        const kind = name.replace(/^S\d\.|\d+$/g, '').replace('mcq', 'question');
        assert.equal(item?.kind, kind, id);
      }
    }
  });

  test('each concept can be tested with three easy, four medium and three hard questions', () => {
    for (const concept of compiled.index.concepts) {
      const near = compiled.index.concepts.filter(
        ({ id, module }) =>
          module === concept.module ||
          concept.contrasts.includes(id) ||
          concept.prerequisites.includes(id),
      );
      const bank = near
        .flatMap(({ items }) => items)
        .filter(({ kind }) => kind === 'question' || kind === 'predict' || kind === 'practice');
      const count = (difficulty: number): number =>
        bank.filter((item) => item.difficulty === difficulty).length;
      assert.ok(
        count(1) >= 3 && count(2) >= 4 && count(3) >= 3,
        `${concept.id}: ${count(1)} ${count(2)} ${count(3)}`,
      );
    }
  });

  test('each fact of a page is asked for', () => {
    for (const page of allPages) {
      for (const { id } of page.facts) {
        assert.ok(
          page.items.some(({ fact }) => fact === id),
          id,
        );
      }
    }
  });
});
