import { addCompatible, apply, type Edit } from '../text/edit.ts';
import type { Diagnostic } from './diagnostic.ts';

const mostPasses = 10;

/** Applies safe fixes until none is left, at most ten times; `lint` gives the diagnostics of a text of the file. */
export const fixAll = (text: string, lint: (text: string) => readonly Diagnostic[]): string => {
  let fixed = text;
  for (let pass = 0; pass < mostPasses; pass++) {
    const edits = safeEdits(lint(fixed));
    if (edits.length === 0) break;
    const next = apply(fixed, edits);
    if (next === fixed) break;
    fixed = next;
  }
  return fixed;
};

/** The edits of all safe fixes that do not touch each other; a fix that reaches into another file is left out. */
export const safeEdits = (diagnostics: readonly Diagnostic[]): readonly Edit[] => {
  const chosen: Edit[] = [];
  for (const { fixes } of diagnostics) {
    const edits = fixes?.find(({ safe }) => safe)?.edits() ?? [];
    if (edits.length === 0 || edits.some(({ path }) => path !== undefined)) continue;
    addCompatible(chosen, edits);
  }
  return chosen;
};
