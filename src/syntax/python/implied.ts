import { implicitNeeds } from '../../data/implicit-needs.ts';
import type { Span } from '../../text/span.ts';
import { closing } from './calls.ts';

/** A use of a library that needs a distribution which the library does not require. */
export interface Implied {
  /** The number of the row in `implicitNeeds`. */
  readonly row: number;
  /** `UploadFile`, where it is used first. */
  readonly name: string;
  readonly span: Span;
}

/** The first use of each need, in a file that imports its library. */
export const impliedIn = (
  masked: string,
  imports: readonly { readonly module: string }[],
): readonly Implied[] =>
  implicitNeeds.flatMap(({ library, use }, row) => {
    if (!imports.some(({ module }) => module === library || module.startsWith(`${library}.`)))
      return [];
    const match = use.exec(masked);
    const name = match?.slice(1).find(Boolean);
    if (!match || name === undefined) return [];
    const start = match.index + match[0].indexOf(name);
    return [{ row, name, span: [start, start + name.length] as const }];
  });

/** A file of pickled objects that code reads or writes by a literal path. */
export interface Pickled {
  /** The last part of its path: `model.pkl`. */
  readonly name: string;
  readonly span: Span;
  readonly does: 'load' | 'dump';
}

const call = /\b(?:pickle|joblib|cloudpickle|dill)\.(load|dump)[ \t]*\(/g;
const mostCalls = 50;

/** The pickled files that a file names in the call itself, or in the `open` around it, up to the first fifty calls. */
export const pickledIn = (text: string, masked: string): readonly Pickled[] => {
  const found: Pickled[] = [];
  let tried = 0;
  for (const match of masked.matchAll(call)) {
    if (tried++ >= mostCalls) break;
    const open = match.index + match[0].length - 1;
    const end = closing(masked, open);
    const own = end < 0 ? '' : text.slice(open, end);
    const handle = /^\([ \t]*(?:\w+,[ \t]*)?(\w+)[ \t]*$/.exec(own)?.[1];
    const around = handle === undefined ? own : openedAs(handle, text.slice(0, match.index));
    const name = /["'](?:[^"'\n]*\/)?([\w-]+\.(?:pkl|pickle|joblib|sav))["']/.exec(around)?.[1];
    const does = match[1] === 'dump' ? 'dump' : 'load';
    if (name !== undefined) found.push({ name, span: [match.index, open], does });
  }
  return found;
};

/** The last line before that opens a file under a name. */
const openedAs = (handle: string, before: string): string =>
  before
    .slice(-600)
    .split('\n')
    .findLast((line) => line.includes('open(') && new RegExp(`\\bas ${handle}\\b`).test(line)) ??
  '';
