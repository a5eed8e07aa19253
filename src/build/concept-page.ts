import { type ConceptId, conceptIds } from '../learn/concepts.generated.ts';
import type { ConceptMeta, Page } from '../learn/content.ts';
import { parseBlocks, parseInline } from '../learn/markup.ts';
import { modules } from '../learn/modules.ts';
import { type ReadItem, readItem, type Sample } from './concept-items.ts';
import { type Reader, readYaml } from './yaml-reader.ts';

/** A concept page as read from its file. */
export interface ReadPage {
  readonly file: string;
  readonly page: Page;
  readonly meta: ConceptMeta;
  /** Item id -> names of the seed elements that it answers for. */
  readonly seeds: ReadonlyMap<string, readonly string[]>;
  readonly samples: readonly Sample[];
}

const headings = ['The idea', 'Why it matters for a model', 'Example', 'Limits', 'Items'] as const;

interface Section {
  readonly heading: string;
  readonly line: number;
  readonly lines: readonly string[];
}

/** Reads one page; throws `file:line: what is wrong`. */
export function readPage(file: string, text: string): ReadPage {
  const lines = text.split('\n');
  const end = lines.indexOf('---', 1);
  if (lines[0] !== '---' || end < 0) throw new Error(`${file}:1: the front matter is missing`);
  const front = readYaml(file, 2, lines.slice(1, end).join('\n'));
  const sections = sectionsOf(lines, end + 1);
  const names = sections.map(({ heading }) => heading);
  if (names.join() !== headings.join()) {
    throw new Error(`${file}:${end + 2}: the sections are ${names.join(', ')}`);
  }
  const id = conceptId(front, 'id');
  const items = itemsOf(file, id, sections.at(-1));
  return { file, ...pageOf(front, id, sections, items) };
}

function pageOf(
  front: Reader,
  id: ConceptId,
  sections: readonly Section[],
  items: readonly ReadItem[],
): Omit<ReadPage, 'file'> {
  front.allow(
    ...['id', 'title', 'module', 'level', 'prerequisites', 'contrasts', 'summary'],
    ...['misconceptions', 'facts'],
  );
  const body = sections.map(({ lines }) => parseBlocks(lines.join('\n')));
  const [idea = [], why = [], example = [], limits = []] = body;
  const facts = front.each('facts').map((fact) => {
    fact.allow('id', 'statement');
    return { id: `${id}/${fact.text('id')}`, statement: parseInline(fact.text('statement')) };
  });
  const common = {
    id,
    title: front.text('title'),
    module: front.oneOf(
      'module',
      modules.map((module) => module.id),
    ),
    level: front.oneOf('level', ['foundation', 'core', 'advanced']),
  };
  const page: Page = {
    ...common,
    summary: parseInline(front.text('summary')),
    idea,
    why,
    example,
    limits,
    misconceptions: front.each('misconceptions').map((belief) => {
      belief.allow('id', 'claim', 'truth');
      return {
        id: belief.text('id'),
        claim: parseInline(belief.text('claim')),
        truth: parseInline(belief.text('truth')),
      };
    }),
    facts,
    items: items.map(({ item }) => item),
  };
  const meta: ConceptMeta = {
    ...common,
    summary: front.text('summary'),
    prerequisites: conceptList(front, 'prerequisites'),
    contrasts: conceptList(front, 'contrasts'),
    facts: facts.map((fact) => fact.id),
    items: items.map(({ item }) => ({
      id: item.id,
      fact: item.fact,
      kind: item.kind,
      difficulty: item.difficulty,
    })),
  };
  return {
    page,
    meta,
    seeds: new Map(items.map(({ item, seeds }) => [item.id, seeds])),
    samples: items.flatMap(({ samples }) => samples),
  };
}

function conceptId(front: Reader, key: string): ConceptId {
  return front.oneOf(key, conceptIds);
}

function conceptList(front: Reader, key: string): readonly ConceptId[] {
  return front.each(key).map((entry) => {
    const found = conceptIds.find((id) => id === entry.value);
    return found ?? entry.fail(`"${String(entry.value)}" is no concept`);
  });
}

function sectionsOf(lines: readonly string[], start: number): readonly Section[] {
  const starts: number[] = [];
  let fence = '';
  for (let i = start; i < lines.length; i += 1) {
    const line = lines[i] ?? '';
    const marks = /^`{3,}/.exec(line)?.[0] ?? '';
    if (fence === '') fence = marks;
    else if (line === fence) fence = '';
    if (fence === '' && line.startsWith('## ')) starts.push(i);
  }
  return starts.map((at, i) => ({
    heading: (lines[at] ?? '').slice(3).trim(),
    line: at + 1,
    lines: lines.slice(at + 1, starts[i + 1]),
  }));
}

function itemsOf(file: string, id: ConceptId, section: Section | undefined): readonly ReadItem[] {
  const items: ReadItem[] = [];
  const lines = section?.lines ?? [];
  const line = section?.line ?? 0;
  let at = 0;
  while (at < lines.length) {
    const [, fence, kind] = /^(`{3,})yaml (\w+)$/.exec(lines[at] ?? '') ?? [];
    if (fence === undefined || kind === undefined) {
      if ((lines[at] ?? '').trim() !== '') {
        throw new Error(`${file}:${line + at + 1}: only item blocks stand under "Items"`);
      }
      at += 1;
      continue;
    }
    const end = lines.indexOf(fence, at);
    if (end < 0) throw new Error(`${file}:${line + at + 1}: the block is not closed`);
    const block = readYaml(file, line + at + 2, lines.slice(at + 1, end).join('\n'));
    items.push(readItem(id, kind, block));
    at = end + 1;
  }
  return items;
}
