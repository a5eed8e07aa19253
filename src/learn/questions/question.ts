import type { Question } from '../content.ts';

/** The place in the user's file that proves the answer. */
export interface Evidence {
  readonly path: string;
  /** UTF-16 offsets, end exclusive. */
  readonly start: number;
  readonly end: number;
  /** The number of the first line shown, from 1. */
  readonly line: number;
  /** The user's own lines, as they are in the file. */
  readonly lines: string;
}

/** A question made from the open project; its key was derived from the evidence. */
export interface GeneratedQuestion extends Question {
  readonly evidence: Evidence;
  /** The id of the maker, for example `effective-command`. */
  readonly maker: string;
  /** What else proves the answer. */
  readonly beside?: readonly Evidence[];
  /** The link of the map that it asks about, by the ids of its ends. Its lines tell the answer, so they are shown after it. */
  readonly tie?: { readonly from: string; readonly to: string };
}
