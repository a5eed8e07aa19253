import type { Diagnostic } from '../../lint/diagnostic.ts';
import type { Severity } from '../../rules/rule.ts';
import { type Lines, linesOf, positionAt } from '../../text/lines.ts';
import type { Path } from '../../text/path.ts';
import type { Span } from '../../text/span.ts';

/** One checked file with what was found in it. */
export interface CheckedFile {
  /** Relative to the working folder. */
  readonly path: string;
  readonly kind: 'dockerfile' | 'kubernetes' | 'python' | 'settings';
  readonly text: string;
  readonly findings: readonly Diagnostic[];
  /** The least severity that makes the check fail, as the file's settings have it. */
  readonly failOn: Severity | 'never';
  /** Turns a path of the project into one relative to the working folder. */
  readonly shown: (path: Path) => string;
  readonly textOf: (path: Path) => string;
}

/** Turns checked files into what is printed. */
export type Formatter = (files: readonly CheckedFile[]) => string;

/** Lines and columns from 1, the offset from 0. */
export interface Point {
  readonly line: number;
  readonly column: number;
  readonly offset: number;
}

/** A span as two points. */
export const pointsOf = (lines: Lines, [start, end]: Span): { start: Point; end: Point } => {
  const point = (offset: number): Point => {
    const { line, column } = positionAt(lines, offset);
    return { line: line + 1, column: column + 1, offset };
  };
  return { start: point(start), end: point(end) };
};

/** All names of a finding in other tools. */
export const aliasesOf = ({ rule, aka }: Diagnostic): readonly string[] => aka ?? rule.aka ?? [];

/** How many findings there are of each severity. */
export const countsOf = (
  files: readonly CheckedFile[],
): Record<'error' | 'warning' | 'info' | 'hint', number> => {
  const counts = { error: 0, warning: 0, info: 0, hint: 0 };
  for (const { findings } of files) for (const { severity } of findings) counts[severity]++;
  return counts;
};

export { linesOf };
