// Generated from the files of this folder by `npm run generate`. Do not edit.
import pipCache from './dockerfile/pip-cache.ts';
import type { Rule } from './rule.ts';

/** All rules in order of family and id. */
export const catalogue: readonly Rule[] = [
  pipCache,
];
