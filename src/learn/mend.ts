import type { Path } from '../text/path.ts';
import type { Span } from '../text/span.ts';
import type { Fix } from './content.ts';
import type { Left } from './view.ts';

/** What is asked of the engine about the folder of a document that is mended. */
export interface Checked {
  linted(): readonly Path[];
  text(path: Path): string | undefined;
  findings(path: Path): readonly { readonly at: Span; readonly message: string }[];
}

/** What is left to mend in the folder of a fix: the findings of the engine, and words that are gone from the document. */
export function leftToMend(folder: Checked, { file, keeps }: Fix): readonly Left[] {
  const found = folder.linted().flatMap((path) => {
    const text = folder.text(path) ?? '';
    return folder.findings(path).map(({ at, message }): Left => {
      if (path !== file) return { message: `${path}: ${message}` };
      return { line: text.slice(0, at[0]).split('\n').length, message };
    });
  });
  const mended = folder.text(file) ?? '';
  const gone = keeps
    .filter((kept) => !mended.includes(kept))
    .map((kept): Left => ({ message: `"${kept}" is gone; it belongs to what this file is for.` }));
  return [...found, ...gone];
}
