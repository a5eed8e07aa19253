import { globMatcher } from './glob.ts';
import { ancestors, basename, dirname, type Path } from './path.ts';

/** Patterns in the form of `.gitignore`. */
export interface GitIgnore {
  /** What the last pattern that matches says of a file or folder by itself; undefined when none matches. */
  says(path: Path, folder: boolean): 'ignored' | 'kept' | undefined;
}

interface Pattern {
  readonly negated: boolean;
  /** `models/` is about folders alone. */
  readonly folders: boolean;
  /** A pattern with a slash counts from the top, another one for the last part of a path. */
  readonly whole: boolean;
  readonly matches: (text: string) => boolean;
}

/** Reads the lines of a `.gitignore`. */
export const parseGitIgnore = (lines: readonly string[]): GitIgnore => {
  const patterns = lines.flatMap((line) => readPattern(line) ?? []).reverse();
  return {
    says(path, folder) {
      const name = basename(path);
      for (const { negated, folders, whole, matches } of patterns) {
        if (folders && !folder) continue;
        if (matches(whole ? path : name)) return negated ? 'kept' : 'ignored';
      }
      return undefined;
    },
  };
};

/** Whether the patterns leave a file out, by itself or with a folder that it is in. */
export const leavesOut = (patterns: GitIgnore, file: Path): boolean =>
  patterns.says(file, false) === 'ignored' ||
  ancestors(dirname(file)).some(
    (folder) => folder !== '' && patterns.says(folder, true) === 'ignored',
  );

const readPattern = (line: string): Pattern | undefined => {
  const text = line.replace(/^\uFEFF/, '').replace(/(?<!\\)[ \t\r]+$/, '');
  if (text === '' || text.startsWith('#')) return undefined;
  const negated = text.startsWith('!');
  const written = negated ? text.slice(1) : text;
  const folders = written.endsWith('/');
  const body = folders ? written.slice(0, -1) : written;
  if (body === '') return undefined;
  const whole = body.includes('/');
  const glob = asGlob(whole ? body.replace(/^\//, '') : body);
  return { negated, folders, whole, matches: globMatcher(glob) };
};

/** Git negates a class by `!`, and takes `**` beside other characters for `*`. */
const asGlob = (pattern: string): string =>
  pattern
    .replaceAll('[!', '[^/')
    .replace(/\*{2,}/g, (stars, at: number, text: string) =>
      isEdge(text[at - 1]) && isEdge(text[at + stars.length]) ? '**' : '*',
    );

const isEdge = (char: string | undefined): boolean => char === undefined || char === '/';
