import table from './python/too-new.json' with { type: 'json' };

/** A distribution whose releases from one on, up to `below`, fail with a partner that they let pip take; measured by src/build/refresh/too-new.py. */
export interface TooNew {
  readonly name: string;
  readonly from: string;
  /** The first release that works with the newest partner; no release does where it is missing. */
  readonly below?: string;
  readonly partner: string;
  /** The first release of the partner that breaks. */
  readonly since: string;
  /** When it breaks. */
  readonly at: string;
  /** How it ends. */
  readonly error: string;
}

/** The distributions whose older releases a newer partner breaks. */
export const tooNew: readonly TooNew[] = table.rows;
