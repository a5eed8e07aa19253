import type { Path } from '../text/path.ts';
import type { Span } from '../text/span.ts';

/** A place in a file of the project that decides something about an image. */
export interface ImagePlace {
  readonly file: Path;
  readonly at: Span;
}

/** Why something is not there, or cannot be known, in words for people: `line 7 runs setup.sh, which is not in the project`. */
export interface Reason {
  readonly text: string;
  readonly place?: ImagePlace;
}

/** Where something in an image comes from. */
export type Origin =
  | { readonly kind: 'base'; readonly image: string }
  | { readonly kind: 'context'; readonly file: Path; readonly place: ImagePlace }
  | { readonly kind: 'package'; readonly name: string; readonly place: ImagePlace }
  | { readonly kind: 'run'; readonly place: ImagePlace };

/** An answer about an image, with what decides it. */
export type Known<T> =
  | { readonly is: 'yes'; readonly value: T; readonly from: Origin }
  | { readonly is: 'no'; readonly because: Reason }
  | { readonly is: 'unknown'; readonly because: Reason };

/** It is there. */
export const yes = <T>(value: T, from: Origin): Known<T> => ({ is: 'yes', value, from });

/** It is not there: everything that could have put it there is understood. */
export const no = (because: Reason): Known<never> => ({ is: 'no', because });

/** Something that is not understood may have put it there, or taken it away. */
export const unknown = (because: Reason): Known<never> => ({ is: 'unknown', because });
