import { closing } from './calls.ts';

/** Where a Python file writes text to its output that waits in Python's buffer: `main` where it does so only when it is run as a program. */
export type Prints = 'main' | 'always';

const write = /(?<![\w.])(?:print|sys\.stdout\.write)[ \t]*\(/g;
const mostCalls = 2000;

/** Whether a file prints without flushing; undefined also where it says anywhere how its output is flushed. */
export const printsOf = (masked: string): Prints | undefined => {
  if (flushes.test(masked)) return undefined;
  const main = /^if[ \t]+__name__[ \t]*==/m.exec(masked)?.index ?? Number.POSITIVE_INFINITY;
  let found: Prints | undefined;
  let tried = 0;
  for (const match of masked.matchAll(write)) {
    if (tried++ >= mostCalls) break;
    if (/\bdef[ \t]+$/.test(masked.slice(Math.max(0, match.index - 20), match.index))) continue;
    const open = match.index + match[0].length - 1;
    // What it is told beside the text: where to write, and whether to flush.
    if (/\b(?:flush|file)[ \t]*=(?!=)/.test(masked.slice(open, closing(masked, open)))) continue;
    if (match.index < main) return 'always';
    found = 'main';
  }
  return found;
};

/** The streams are flushed by hand, unbuffered, or replaced; `print` is another function. */
const flushes =
  /\bstdout\.(?:flush|reconfigure)\b|\bsys\.stdout[ \t]*=(?!=)|(?:^|[\s,(])print[ \t]*=(?!=)|\bdef[ \t]+print[ \t]*\(|\bimport[^\n]*(?<![\w.])print\b/;
