import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ConceptId } from '../learn/concepts.generated.ts';
import type { ConceptMeta, Index, Page } from '../learn/content.ts';
import { modules } from '../learn/modules.ts';
import type { Sample } from './concept-items.ts';
import { type ReadPage, readPage } from './concept-page.ts';
import { withDecoys } from './decoys.ts';

/** Everything under src/learn/concepts as plain JSON values, and what the tests check it with. */
export interface CompiledConcepts {
  readonly index: Index;
  readonly pages: Readonly<Partial<Record<ConceptId, Page>>>;
  readonly seeds: ReadonlyMap<string, readonly string[]>;
  readonly samples: readonly Sample[];
}

/** Compiles every `<id>.md` of a folder; throws `file:line: message` at the first bad content. */
export function compileConcepts(dir: string): CompiledConcepts {
  const read = pageFiles(dir).map((name) => {
    const file = join(dir, name);
    const page = readPage(file, readFileSync(file, 'utf8'));
    if (`${page.page.id}.md` !== name) throw new Error(`${file}:2: the id is not the file's name`);
    return page;
  });
  for (const page of read) checkPage(page, read);
  const concepts = inTeachingOrder(read.map(({ meta }) => meta));
  return {
    index: { version: 1, modules, concepts },
    pages: Object.fromEntries(
      withDecoys(read.map(({ page }) => withRefutations(page, read))).map((page) => [
        page.id,
        page,
      ]),
    ),
    seeds: new Map(read.flatMap(({ seeds }) => [...seeds])),
    samples: read.flatMap(({ samples }) => samples),
  };
}

/** The text of `concepts.generated.ts` for the pages of a folder. */
export function conceptIdsModule(dir: string): string {
  const ids = pageFiles(dir).map((name) => name.slice(0, -'.md'.length));
  return [
    '// Generated from src/learn/concepts by `npm run generate`. Do not edit.',
    '',
    '/** Names one concept of the learning panel; each has a page `concepts/<id>.md`. */',
    'export type ConceptId =',
    `${ids.map((id) => `  | '${id}'`).join('\n')};`,
    '',
    '/** Every concept id, by name. */',
    'export const conceptIds: readonly ConceptId[] = [',
    ...ids.map((id) => `  '${id}',`),
    '];',
    '',
  ].join('\n');
}

const pageFiles = (dir: string): readonly string[] =>
  readdirSync(dir)
    .filter((name) => name.endsWith('.md'))
    .sort();

function checkPage({ file, page, meta }: ReadPage, all: readonly ReadPage[]): void {
  const complain = (message: string): never => {
    throw new Error(`${file}:1: ${message}`);
  };
  const repeated = firstRepeated([
    ...page.items.map(({ id }) => id),
    ...page.facts.map(({ id }) => `fact ${id}`),
  ]);
  if (repeated !== undefined) complain(`"${repeated}" occurs twice`);
  for (const item of page.items) {
    if (!meta.facts.includes(item.fact)) complain(`"${item.id}" tests no fact of this page`);
    for (const option of 'options' in item ? item.options : []) {
      if (option.misconception === undefined) continue;
      const known = all.some((other) =>
        other.page.misconceptions.some(({ id }) => id === option.misconception),
      );
      if (!known) complain(`"${item.id}" names the unknown belief "${option.misconception}"`);
    }
  }
  for (const fact of meta.facts) {
    if (!page.items.some((item) => item.fact === fact)) complain(`nothing asks for "${fact}"`);
  }
}

/** Puts the refutation of the named belief, from whatever page, beside each wrong option. */
function withRefutations(page: Page, all: readonly ReadPage[]): Page {
  const beliefs = all.flatMap((other) => other.page.misconceptions);
  const items = page.items.map((item) => {
    if (!('options' in item)) return item;
    const options = item.options.map((option) => {
      const refutes = beliefs.find(({ id }) => id === option.misconception);
      return refutes ? { ...option, refutes } : option;
    });
    return { ...item, options };
  });
  return { ...page, items };
}

function firstRepeated(names: readonly string[]): string | undefined {
  return names.find((name, i) => names.indexOf(name) !== i);
}

function inTeachingOrder(concepts: readonly ConceptMeta[]): readonly ConceptMeta[] {
  const byId = new Map(concepts.map((concept) => [concept.id, concept]));
  const depths = new Map<ConceptId, number>();
  const depthOf = (id: ConceptId, trail: readonly ConceptId[]): number => {
    const known = depths.get(id);
    if (known !== undefined) return known;
    if (trail.includes(id)) throw new Error(`${id}.md:1: prerequisites form a circle`);
    const before = byId.get(id)?.prerequisites ?? [];
    const depth = Math.max(-1, ...before.map((other) => depthOf(other, [...trail, id]))) + 1;
    depths.set(id, depth);
    return depth;
  };
  const rank = ({ id, module }: ConceptMeta): number =>
    modules.findIndex((entry) => entry.id === module) * 100 + depthOf(id, []);
  return concepts.toSorted((a, b) => rank(a) - rank(b) || a.id.localeCompare(b.id));
}
