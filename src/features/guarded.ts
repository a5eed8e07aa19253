import { attempt, type Report } from '../project/attempt.ts';
import type { Path } from '../text/path.ts';
import type { Features } from './features.ts';

/** The features with failures reported: each answers as for a file of which it knows nothing. */
export const guarded = (features: Features, report: Report): Features => {
  const safely =
    <A extends readonly unknown[], T>(
      part: string,
      run: (path: Path, ...rest: A) => T,
      instead: T,
    ): ((path: Path, ...rest: A) => T) =>
    (path, ...rest) =>
      attempt(() => run(path, ...rest), instead, report, part, path);
  const later =
    <A extends readonly unknown[], T>(
      part: string,
      run: (path: Path, ...rest: A) => Promise<T>,
      instead: T,
    ): ((path: Path, ...rest: A) => Promise<T>) =>
    async (path, ...rest) => {
      try {
        return await run(path, ...rest);
      } catch (error) {
        report({ path, part, error });
        return instead;
      }
    };
  return {
    describe: later('hover', features.describe, undefined),
    complete: later('completion', features.complete, []),
    symbols: safely('the outline', features.symbols, []),
    links: safely('links', features.links, []),
    named: safely('finding names', features.named, undefined),
    rename: safely('renaming', features.rename, 'Seaworthy failed; its output says why.'),
    lenses: safely('lenses', features.lenses, []),
    uses: safely('finding uses', features.uses, []),
    folds: safely('folding', features.folds, []),
    refactorings: safely('refactorings', features.refactorings, []),
    hints: safely('hints', features.hints, []),
    explain: safely('explaining', features.explain, undefined),
    definition: safely('finding definitions', features.definition, []),
  };
};
