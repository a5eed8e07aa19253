import { globMatcher } from '../text/glob.ts';
import type { Span } from '../text/span.ts';

/** A `.dockerignore`: its patterns in order; the last one that matches decides. */
export interface DockerIgnore {
  readonly patterns: readonly Pattern[];
}

export interface Pattern {
  readonly text: string;
  readonly span: Span;
  /** `!pattern` takes files back in. */
  readonly negated: boolean;
  readonly matches: (path: string) => boolean;
}

/** Reads a `.dockerignore` as Docker does: cleaned patterns relative to the context, `#` comments. */
export const parseDockerIgnore = (text: string): DockerIgnore => {
  const patterns: Pattern[] = [];
  for (const line of text.matchAll(/[^\r\n]+/g)) {
    const written = line[0].replace(/^\uFEFF/, '').trim();
    if (written === '' || written.startsWith('#') || written.length > 1024) continue;
    const negated = written.startsWith('!');
    const cleaned = clean(negated ? written.slice(1).trim() : written);
    if (cleaned === '') continue;
    const start = line.index + line[0].indexOf(written);
    patterns.push({
      text: written,
      span: [start, start + written.length],
      negated,
      matches: globMatcher(cleaned),
    });
  }
  return { patterns };
};

const clean = (pattern: string): string =>
  pattern
    .split('/')
    .filter((part) => part !== '' && part !== '.')
    .join('/');

/** The pattern that keeps a path of the context out of the build, or undefined when it is sent. */
export const ignoredBy = ({ patterns }: DockerIgnore, path: string): Pattern | undefined => {
  const parts = path.split('/');
  let decided: Pattern | undefined;
  for (const pattern of patterns) {
    if (pattern.negated === (decided === undefined)) continue;
    const hit = parts.some((_, i) => pattern.matches(parts.slice(0, i + 1).join('/')));
    if (hit) decided = pattern.negated ? undefined : pattern;
  }
  return decided;
};

/** Whether a pattern that takes files back in may match at or below a path of the context, also files that are not there yet. */
export const mayTakeBack = ({ patterns }: DockerIgnore, path: string): boolean =>
  patterns.some(({ negated, text }) => {
    if (!negated) return false;
    const pattern = clean(text.slice(1).trim());
    const fixed = pattern.replace(/(\\.)|[*?[].*$/gs, (_, escaped: string | undefined) =>
      escaped === undefined ? '' : escaped.slice(1),
    );
    if (`${fixed}/`.startsWith(`${path}/`)) return true;
    return /(?<!\\)[*?[]/.test(pattern) ? path.startsWith(fixed) : path.startsWith(`${fixed}/`);
  });
