import type { Path } from '../text/path.ts';

/** A failure of Seaworthy itself: what it would have found is missing. */
export interface Problem {
  /** The file that was looked at; missing for the whole project. */
  readonly path?: Path;
  /** What failed: `rule pip-cache`, `reading as dockerfile`. */
  readonly part: string;
  readonly error: unknown;
}

/** Is told of failures. */
export type Report = (problem: Problem) => void;

/** A failure in words: `rule pip-cache failed on app/Dockerfile: message`. */
export const problemText = ({ path, part, error }: Problem): string =>
  `${part} failed${path === undefined ? '' : ` on ${path}`}: ${error instanceof Error ? error.message : String(error)}`;

/** What `run` returns, or `instead` when it throws, which is reported. */
export const attempt = <T>(
  run: () => T,
  instead: T,
  report: Report,
  part: string,
  path?: Path,
): T => {
  try {
    return run();
  } catch (error) {
    report({ part, error, ...(path === undefined ? {} : { path }) });
    return instead;
  }
};

/** A report that passes on each failure once. */
export const onceEach = (report: Report): Report => {
  const told = new Set<string>();
  return (problem) => {
    const text = problemText(problem);
    if (told.has(text)) return;
    told.add(text);
    report(problem);
  };
};
