import { type GitIgnore, leavesOut, parseGitIgnore } from '../text/gitignore.ts';
import { once } from '../text/memo.ts';
import type { Path } from '../text/path.ts';

/** Whether patterns in the form of `.gitignore` leave a file out. */
export const ignoredFile = (path: Path, patterns: readonly string[]): boolean =>
  patterns.length > 0 && leavesOut(read(patterns), path);

const read = once((patterns: readonly string[]): GitIgnore => parseGitIgnore(patterns));
