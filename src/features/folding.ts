import type { Model } from '../project/model.ts';
import { lineAt } from '../text/lines.ts';

/** Lines that fold together, from 0; the last one included. */
export interface Fold {
  readonly first: number;
  readonly last: number;
  readonly kind?: 'comment';
}

/** What folds in a Dockerfile: stages, instructions and here-documents over several lines, runs of comments. */
export const foldsOf = (model: Model | undefined): readonly Fold[] => {
  if (model?.kind !== 'dockerfile') return [];
  const { stages, instructions, comments, lines: lazyLines } = model.file;
  const lines = lazyLines();
  const folds: Fold[] = [];
  const add = (start: number, end: number, kind?: Fold['kind']): void => {
    const [first, last] = [lineAt(lines, start), lineAt(lines, Math.max(start, end))];
    if (last > first) folds.push({ first, last, ...(kind ? { kind } : {}) });
  };
  for (const { from, instructions: own } of stages)
    add(from.span[0], own.at(-1)?.span[1] ?? from.span[1]);
  for (const { span } of instructions) add(span[0], span[1]);
  let run: { readonly start: number; end: number } | undefined;
  for (const { span } of comments) {
    if (run && lineAt(lines, span[0]) === lineAt(lines, run.end) + 1) {
      run.end = span[1];
      continue;
    }
    if (run) add(run.start, run.end, 'comment');
    run = { start: span[0], end: span[1] };
  }
  if (run) add(run.start, run.end, 'comment');
  return folds;
};
