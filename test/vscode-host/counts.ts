import { stripVTControlCharacters } from 'node:util';

/** How many tests of a stage did what. */
export interface Counts {
  readonly passed: number;
  readonly failed: number;
}

/** What the line with a runner's own counts, as JSON, starts with. */
export const countsMark = '@@counts ';

/** Counts in the output of a runner: our own record, else node:test's summary. Cancelled tests failed. */
export function readCounts(coloured: string): Counts {
  const output = stripVTControlCharacters(coloured);
  const own = output.split('\n').findLast((line) => line.startsWith(countsMark));
  if (own !== undefined) return JSON.parse(own.slice(countsMark.length));
  const last = (name: string) => {
    const lines = [...output.matchAll(new RegExp(`^(?:\\S+)? ?${name} (\\d+)\\r?$`, 'gm'))];
    return Number(lines.at(-1)?.[1] ?? 0);
  };
  return { passed: last('pass'), failed: last('fail') + last('cancelled') };
}

/** The test files with a failure, as node:test's summary names them. */
export function filesOfFailures(coloured: string): readonly string[] {
  const lines = stripVTControlCharacters(coloured).matchAll(
    /^test at (\S+?\.test\.ts):\d+:\d+\r?$/gm,
  );
  return [...new Set([...lines].map(([, file = '']) => file))];
}
