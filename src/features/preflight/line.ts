import type { Question } from '../../image/checks/check.ts';
import type { Path } from '../../text/path.ts';
import type { Span } from '../../text/span.ts';

/** One line of a Preflight: what was asked, and what came out. */
export interface PreflightLine {
  readonly question: Question;
  readonly state: 'holds' | 'broken' | 'unknown';
  /** What was held against what, what is wrong, or what hides it: one sentence. */
  readonly detail: string;
  /** Where to look; missing when no file tells. */
  readonly place?: { readonly file: Path; readonly at: Span };
  /** The rule of a broken line. */
  readonly rule?: string;
}

/** What was checked of one image or of one workload, in the order of a start. */
export interface Preflight {
  readonly kind: 'image' | 'workload';
  /** The path of the Dockerfile, or the kind and the name of the object. */
  readonly name: string;
  readonly file: Path;
  /** Where its lens stands: the FROM of the final stage, or the object's name. */
  readonly at: Span;
  readonly lines: readonly PreflightLine[];
}

/** All questions in the order of a start. */
export const questions: readonly Question[] = [
  'builds',
  'starts',
  'imports',
  'listens',
  'is reached',
  'writes',
  'fits',
];

/** How many lines of a Preflight are broken, and how many not known. */
export const countsIn = ({ lines }: Preflight): { broken: number; unknown: number } => ({
  broken: lines.filter(({ state }) => state === 'broken').length,
  unknown: lines.filter(({ state }) => state === 'unknown').length,
});

/** A Preflight in a few words: `1 problem, 2 not checked`. */
export const summaryOf = (preflight: Preflight): string => {
  const { broken, unknown } = countsIn(preflight);
  const problems = broken === 0 ? 'no problems' : broken === 1 ? '1 problem' : `${broken} problems`;
  return unknown === 0 ? problems : `${problems}, ${unknown} not checked`;
};
