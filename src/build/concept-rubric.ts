import type { Pattern, Rubric, RubricIdea, RubricMisconception } from '../learn/content.ts';
import { parseInline } from '../learn/markup.ts';
import type { Reader } from './yaml-reader.ts';

const defaultWindow = 10;

/** Reads topic, ideas and misconceptions of a prompt and spells their patterns out. */
export function readRubric(block: Reader): Rubric {
  const groups = readGroups(block.at('groups'));
  const ideas = block.each('rubric').map((idea) => readIdea(idea, groups));
  if (ideas.length !== 4) block.at('rubric').fail('a rubric has exactly four ideas');
  return {
    topic: block.texts('topic').flatMap(inflected),
    ideas,
    misconceptions: block.each('misconceptions').map((entry) => readBelief(entry, groups)),
  };
}

type Groups = ReadonlyMap<string, readonly string[]>;

function readGroups(block: Reader): Groups {
  const names = Object.keys(block.value ?? {});
  return new Map(names.map((name) => [name, block.texts(name).flatMap(inflected)]));
}

function readIdea(idea: Reader, groups: Groups): RubricIdea {
  idea.allow('id', 'label', 'ask', 'patterns');
  return {
    id: idea.text('id'),
    label: parseInline(idea.text('label')),
    ask: parseInline(idea.text('ask')),
    patterns: idea.texts('patterns').map((text) => readPattern(text, groups)),
  };
}

function readBelief(belief: Reader, groups: Groups): RubricMisconception {
  belief.allow('id', 'refutation', 'patterns', 'cancels');
  return {
    id: belief.text('id'),
    refutation: parseInline(belief.text('refutation')),
    patterns: belief.texts('patterns').map((text) => readPattern(text, groups)),
    ...(belief.has('cancels') ? { cancels: belief.text('cancels') } : {}),
  };
}

/** Reads `[not] slot + slot [within N]`; a slot is phrases separated by `|`, and the name of a group stands for its phrases. */
function readPattern(text: string, groups: Groups): Pattern {
  const match = /^(not )?(.+?)(?: within (\d+))?$/.exec(text);
  const slots = (match?.[2] ?? text).split(' + ').map((slot) => slot.trim());
  return {
    slots: slots.map((slot) =>
      slot.split('|').flatMap((each) => groups.get(each.trim()) ?? inflected(each)),
    ),
    window: Number(match?.[3] ?? defaultWindow),
    negated: match?.[1] !== undefined,
  };
}

/** Spells out the forms of a regular verb or noun marked with `~` ("bundle~", "keep~ out"). */
function inflected(phrase: string): readonly string[] {
  const clean = phrase.trim().toLowerCase();
  const inner = /^(.*?)([^ ]+~) (.*)$/.exec(clean);
  if (inner) {
    const [, before = '', word = '', after = ''] = inner;
    return inflected(word).flatMap((form) => inflected(`${before}${form} ${after}`));
  }
  if (!clean.endsWith('~')) return [clean];
  const lemma = clean.slice(0, -1);
  if (lemma.endsWith('e')) return [lemma, `${lemma}s`, `${lemma}d`, `${lemma.slice(0, -1)}ing`];
  if (/[^aeiou]y$/.test(lemma)) {
    const stem = lemma.slice(0, -1);
    return [lemma, `${stem}ies`, `${stem}ied`, `${lemma}ing`];
  }
  if (/(?:[sxz]|ch|sh)$/.test(lemma)) {
    return [lemma, `${lemma}es`, `${lemma}ed`, `${lemma}ing`];
  }
  const doubled = /^[^aeiou]*[aeiou][bdgmnpt]$/.test(lemma) ? lemma + lemma.slice(-1) : lemma;
  return [lemma, `${lemma}s`, `${doubled}ed`, `${doubled}ing`];
}
