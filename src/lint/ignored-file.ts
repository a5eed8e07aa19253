import ignore from 'ignore';
import type { Path } from '../text/path.ts';

/** Whether patterns in the form of `.gitignore` leave a file out. */
export const ignoredFile = (path: Path, patterns: readonly string[]): boolean =>
  patterns.length > 0 &&
  ignore.isPathValid(path) &&
  ignore()
    .add([...patterns])
    .ignores(path);
