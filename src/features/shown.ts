import { lineAt, linesOf } from '../text/lines.ts';
import { recent } from '../text/memo.ts';
import type { Path } from '../text/path.ts';
import type { Span } from '../text/span.ts';

/** What is needed to name places: the text of a file, and its path as people read it. */
export interface Shown {
  text(path: Path): string;
  shown(path: Path): string;
}

/** A place in a file of the project. */
interface Place {
  readonly file: Path;
  readonly at: Span;
}

// Most places of an output are in one file after the other.
const lines = recent(linesOf);

/** The line of an offset of a file, counted from 1. */
export const lineIn = (file: Path, offset: number, { text }: Shown): number =>
  lineAt(lines(text(file)), offset) + 1;

/** A place as people read it: `k8s/deploy.yaml:12`; empty where there is none. */
export const whereIs = (place: Place | undefined, by: Shown): string =>
  place ? `${by.shown(place.file)}:${lineIn(place.file, place.at[0], by)}` : '';

/** A place for JSON, its line counted from 1. */
export const placeJson = (
  place: Place | undefined,
  by: Shown,
): { readonly place?: { readonly path: string; readonly line: number } } =>
  place ? { place: { path: by.shown(place.file), line: lineIn(place.file, place.at[0], by) } } : {};
