import type { ConceptId } from '../learn/concepts.generated.ts';
import {
  type Difficulty,
  type Item,
  type ItemId,
  type Option,
  predictable,
} from '../learn/content.ts';
import { type Code, codeOf, type Inline, parseBlocks, parseInline } from '../learn/markup.ts';
import { readRubric } from './concept-rubric.ts';
import type { Reader } from './yaml-reader.ts';

/** An answer to a prompt, labelled with the ideas a reader finds in it. */
export interface Sample {
  readonly item: ItemId;
  readonly answer: string;
  readonly ideas: readonly string[];
}

/** An item as it is shipped, and what only the tests want to know about it. */
export interface ReadItem {
  readonly item: Item;
  readonly seeds: readonly string[];
  readonly samples: readonly Sample[];
}

/** Reads one fenced block of the "Items" section. */
export function readItem(concept: ConceptId, kind: string, block: Reader): ReadItem {
  const item = itemOf(concept, kind, block);
  const samples = block.each('samples').map((sample) => {
    sample.allow('answer', 'ideas');
    return { item: item.id, answer: sample.text('answer'), ideas: sample.texts('ideas') };
  });
  return { item, seeds: block.texts('seed'), samples };
}

function itemOf(concept: ConceptId, kind: string, block: Reader): Item {
  const base = {
    id: `${concept}/${block.text('id')}`,
    fact: `${concept}/${block.text('fact')}`,
    concept,
  };
  switch (kind) {
    case 'card': {
      block.allow('id', 'fact', 'seed', 'level', 'question', 'answer');
      const level = block.oneOf('level', ['beginner', 'intermediate']);
      return {
        ...base,
        kind,
        level,
        difficulty: level === 'beginner' ? 1 : 2,
        question: inline(block, 'question'),
        answer: inline(block, 'answer'),
      };
    }
    case 'question':
      block.allow('id', 'fact', 'seed', 'difficulty', 'stem', 'code', 'options', 'hints');
      return { ...base, kind, ...choiceOf(block) };
    case 'predict': {
      block.allow('id', 'fact', 'seed', 'difficulty', 'stem', 'code', 'asks', 'options', 'hints');
      const { code, ...choice } = choiceOf(block);
      if (!code) return block.fail('a prediction has code');
      return { ...base, kind, ...choice, code, asks: block.oneOf('asks', predictable) };
    }
    case 'order':
      block.allow('id', 'fact', 'seed', 'difficulty', 'stem', 'lang', 'lines', 'rules', 'hints');
      return { ...base, kind, ...orderOf(block) };
    case 'fix':
      block.allow(
        ...['id', 'fact', 'seed', 'difficulty', 'stem', 'file', 'text', 'beside'],
        ...['raises', 'keeps', 'solution', 'hints'],
      );
      return { ...base, kind, ...fixOf(block) };
    case 'practice':
      block.allow(
        ...['id', 'fact', 'seed', 'difficulty', 'stem', 'code', 'options', 'hints'],
        ...['steps', 'answer', 'check', 'commonMistakes'],
      );
      return {
        ...base,
        kind,
        ...choiceOf(block),
        steps: block.each('steps').map((step) => ({
          title: inline(step, 'title'),
          body: parseBlocks(step.text('body')),
        })),
        answer: inline(block, 'answer'),
        check: inline(block, 'check'),
        commonMistakes: block.texts('commonMistakes').map((text) => parseInline(text)),
      };
    case 'explain':
      block.allow(
        ...['id', 'fact', 'seed', 'difficulty', 'prompt', 'hint', 'answer', 'topic'],
        ...['groups', 'rubric', 'misconceptions', 'samples'],
      );
      return {
        ...base,
        kind,
        difficulty: difficultyOf(block),
        prompt: inline(block, 'prompt'),
        hint: inline(block, 'hint'),
        answer: block.text('answer'),
        rubric: readRubric(block),
      };
    default:
      return block.fail(`"${kind}" is not a kind of item`);
  }
}

const inline = (block: Reader, key: string): readonly Inline[] => parseInline(block.text(key));

function choiceOf(block: Reader) {
  const options = block.each('options').map(readOption);
  if (options.length < 2 || options.length > 4) block.fail('an item has two to four options');
  if (options.filter(({ correct }) => correct).length !== 1) {
    block.at('options').fail('exactly one option is right');
  }
  return {
    difficulty: difficultyOf(block),
    stem: inline(block, 'stem'),
    ...(block.has('code') ? { code: readCode(block.at('code')) } : {}),
    options,
    hints: hintsOf(block),
  };
}

function orderOf(block: Reader) {
  const lang = block.text('lang');
  const lines = block.each('lines').map((line) => {
    line.allow('id', 'text');
    return { id: line.text('id'), code: codeOf(lang, line.text('text')) };
  });
  const places = new Map(lines.map(({ id }, i) => [id, i]));
  const rules = block.each('rules').map((rule) => {
    rule.allow('earlier', 'later', 'why');
    const [earlier, later] = [rule.text('earlier'), rule.text('later')];
    const [before, after] = [places.get(earlier), places.get(later)];
    if (before === undefined || after === undefined) return rule.fail('names no line');
    if (before >= after) return rule.fail('is broken by the order of the lines');
    return { earlier, later, why: inline(rule, 'why') };
  });
  if (lines.length < 4 || places.size < lines.length) block.fail('an order has four lines or more');
  if (rules.length < 2) block.fail('an order has two rules or more');
  return {
    difficulty: difficultyOf(block),
    stem: inline(block, 'stem'),
    lines,
    rules,
    hints: hintsOf(block),
  };
}

function fixOf(block: Reader) {
  const beside = block.each('beside').map((file) => {
    file.allow('path', 'text');
    return { path: file.text('path'), text: documentOf(file, 'text') };
  });
  const raises = block.texts('raises');
  if (raises.length === 0) block.fail('a fix raises one rule or more');
  const solution = documentOf(block, 'solution');
  const keeps = block.texts('keeps');
  for (const kept of keeps) {
    if (!solution.includes(kept)) block.at('keeps').fail(`the solution does not say "${kept}"`);
  }
  return {
    difficulty: difficultyOf(block),
    stem: inline(block, 'stem'),
    file: block.text('file'),
    text: documentOf(block, 'text'),
    beside,
    raises,
    keeps,
    solution,
    hints: hintsOf(block),
  };
}

const documentOf = (block: Reader, key: string): string => `${block.text(key)}\n`;

function hintsOf(block: Reader) {
  const hints = block.texts('hints').map((text) => parseInline(text));
  if (hints.length < 1 || hints.length > 3) block.fail('an item has one to three hints');
  return hints;
}

function readOption(option: Reader): Option {
  option.allow('text', 'correct', 'why', 'misconception', 'rule');
  return {
    text: inline(option, 'text'),
    correct: option.at('correct').value === true,
    why: inline(option, 'why'),
    ...(option.has('misconception') ? { misconception: option.text('misconception') } : {}),
    ...(option.has('rule') ? { rule: option.text('rule') } : {}),
  };
}

function readCode(code: Reader): Code {
  code.allow('lang', 'text');
  return codeOf(code.text('lang'), code.text('text'));
}

function difficultyOf(block: Reader): Difficulty {
  const { value } = block.at('difficulty');
  if (value === 1 || value === 2 || value === 3) return value;
  return block.at('difficulty').fail('"difficulty" is 1, 2 or 3');
}
