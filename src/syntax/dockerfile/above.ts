import type { Instruction } from './model.ts';

/** Where a line can be put before an instruction: above the comments that stand directly over it. */
export const aboveOf = (text: string, { span }: Instruction): number => {
  let at = span[0];
  for (;;) {
    const start = text.lastIndexOf('\n', at - 2) + 1;
    if (at === 0 || start === at || !/^[ \t]*#/.test(text.slice(start, at))) return at;
    // Directives count on the first lines alone.
    if (start === 0) return at;
    at = start;
  }
};
