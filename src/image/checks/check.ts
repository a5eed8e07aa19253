import type { Edit } from '../../text/edit.ts';
import type { Span } from '../../text/span.ts';
import type { ImagePlace } from '../known.ts';

/** What is asked of an image or a workload, in the order of a start. */
export type Question =
  | 'builds'
  | 'starts'
  | 'imports'
  | 'listens'
  | 'is reached'
  | 'writes'
  | 'fits';

/** What a check of one image found: the same for a rule and for Preflight. */
export interface Result {
  readonly question: Question;
  readonly state: 'holds' | 'broken' | 'unknown';
  /** What was compared with what, what is wrong, or what hides it: one sentence with a period. */
  readonly detail: string;
  /** The words in the Dockerfile that it is about. */
  readonly at: Span;
  readonly related?: readonly (ImagePlace & { readonly message: string })[];
  readonly fix?: { readonly title: string; edits(): readonly Edit[] };
}
