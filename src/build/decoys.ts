import type { Decoy, ItemId, Page, Practice, Step } from '../learn/content.ts';
import { type Block, plainCode, plainText } from '../learn/markup.ts';

// Problems whose steps would be right in each other's place, or could be taken for it.
const alike: readonly (readonly [ItemId, ItemId])[] = [
  ['promote-and-ci/two-digests', 'tag-digest/two-image-ids'],
  ['promote-and-ci/two-digests', 'works-on-my-machine/three-servers'],
  ['secrets-in-images/private-index', 'small-images/what-fills-it'],
  ['deploying-a-model/online-or-batch', 'deployment/ends-and-restarts'],
  ['missing-dependencies/fails-elsewhere', 'portability/reason'],
];

const areAlike = (one: ItemId, other: ItemId): boolean =>
  alike.some((pair) => pair.includes(one) && pair.includes(other));

const fadedSteps = 2;
const mostDecoys = 3;

/** The practice items of all pages with decoys for the steps that are left blank: steps of other problems that read most alike. */
export function withDecoys(pages: readonly Page[]): readonly Page[] {
  const all = pages.flatMap(({ items, title }) =>
    items.flatMap((item) =>
      item.kind === 'practice' ? item.steps.map((step) => ({ item, step, from: title })) : [],
    ),
  );
  const rarity = rarityIn(all.map(({ step }) => step));
  return pages.map((page) => ({
    ...page,
    items: page.items.map((item) => {
      if (item.kind !== 'practice') return item;
      const others = all.filter(
        (other) => other.item.concept !== item.concept && !areAlike(item.id, other.item.id),
      );
      const steps = item.steps.map((step, i) =>
        i < item.steps.length - fadedSteps
          ? step
          : { ...step, decoys: decoysOf(item, step, others, rarity) },
      );
      return { ...item, steps };
    }),
  }));
}

interface Candidate {
  readonly item: Practice;
  readonly step: Step;
  readonly from: string;
}

/** The steps most like one, each of another problem. */
function decoysOf(
  item: Practice,
  step: Step,
  others: readonly Candidate[],
  rarity: Rarity,
): readonly Decoy[] {
  const context = new Set([...wordsOf(step), ...wordsIn(plainText(item.stem))]);
  const ranked = others
    .map((other) => ({ ...other, likeness: likeness(step, context, other.step, rarity) }))
    .toSorted((a, b) => b.likeness - a.likeness || a.item.id.localeCompare(b.item.id));
  const used = new Set<string>();
  return ranked
    .filter(({ item: { id } }) => !used.has(id) && used.add(id))
    .slice(0, mostDecoys)
    .map(({ step: { body, title }, from }) => ({ body, title, from }));
}

type Rarity = (word: string) => number;

function rarityIn(steps: readonly Step[]): Rarity {
  const counts = new Map<string, number>();
  for (const word of steps.flatMap((step) => [...wordsOf(step)]))
    counts.set(word, (counts.get(word) ?? 0) + 1);
  return (word) => 1 / (counts.get(word) ?? 1);
}

/** How much a step reads like another: by their common words, rare ones most, for texts of like form and length. */
function likeness(step: Step, context: ReadonlySet<string>, other: Step, rarity: Rarity): number {
  const words = wordsOf(other);
  const common = [...words].filter((word) => context.has(word));
  const weight = common.reduce((sum, word) => sum + rarity(word), 0);
  const form = formOf(step) === formOf(other) ? 1 : 0.3;
  const [length, otherLength] = [textOf(step.body).length, textOf(other.body).length];
  const size = Math.min(length, otherLength) / Math.max(length, otherLength, 1);
  return ((weight + 0.1) / Math.sqrt(words.size + 4)) * form * Math.sqrt(size);
}

const formOf = ({ body }: Step): string => String(body.some(({ kind }) => kind === 'code'));
const wordsOf = ({ body, title }: Step): ReadonlySet<string> =>
  wordsIn(`${plainText(title)} ${textOf(body)}`);
const wordsIn = (text: string): ReadonlySet<string> =>
  new Set((text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).filter((word) => word.length > 3));

const textOf = (blocks: readonly Block[]): string =>
  blocks
    .map((block) => {
      if (block.kind === 'code') return plainCode(block);
      if (block.kind === 'list') return block.items.map((item) => plainText(item)).join(' ');
      return plainText(block.children);
    })
    .join(' ');
