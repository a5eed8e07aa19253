import { join } from 'node:path';
import { compileConcepts } from '../../src/build/concepts.ts';
import type { ConceptId } from '../../src/learn/concepts.generated.ts';
import type { Page, Pages } from '../../src/learn/content.ts';

/** The folder of the concept pages. */
export const conceptDir = join(import.meta.dirname, '../../src/learn/concepts');

/** The compiled content, shared by the tests of this folder. */
export const compiled = compileConcepts(conceptDir);

/** All pages, in teaching order. */
export const allPages: readonly Page[] = compiled.index.concepts
  .map(({ id }) => compiled.pages[id])
  .filter((page) => page !== undefined);

/** All pages by id, as a session wants them. */
export const pages: Pages = new Map<ConceptId, Page>(allPages.map((page) => [page.id, page]));
