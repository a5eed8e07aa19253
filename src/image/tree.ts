import type { Path } from '../text/path.ts';
import { type Known, no, type Origin, type Reason, unknown, yes } from './known.ts';

/** A file or a directory of an image. */
export interface Entry {
  readonly kind: 'file' | 'directory';
  /** The file of the project that it is a copy of. */
  readonly source?: Path;
  /** The absolute path that it links to. */
  readonly link?: string;
  /** It was made executable, or not, here. */
  readonly executable?: boolean;
}

/** What is sent from the build context at a path: a copy, nothing, or what only the place of the build knows. */
export type Sent =
  | { readonly entry: Entry }
  | { readonly none: Reason }
  | { readonly elsewhere: Reason };

/** One thing that an instruction does to the file system; paths are absolute and without `.`, `..` or a slash at the end. */
export type Change =
  | {
      readonly kind: 'entry';
      readonly path: string;
      readonly entry: Entry;
      readonly from: Origin;
    }
  /** The content of a directory of the build context, put below `path`. */
  | {
      readonly kind: 'context';
      readonly path: string;
      sent(inner: Path): Sent;
      /** The files that are sent, relative to the directory. */
      inner(): Iterable<Path>;
      readonly from: Origin;
    }
  /** What is at `source` in another tree. */
  | {
      readonly kind: 'copy';
      readonly path: string;
      readonly tree: Tree;
      readonly source: string;
      readonly from: Origin;
    }
  | { readonly kind: 'gone'; readonly path: string; readonly because: Reason }
  /** Anything at or below `path` may have been added, changed or removed. */
  | { readonly kind: 'open'; readonly path: string; readonly because: Reason };

/** The file system of an image: what is below it, and the changes in order. */
export interface Tree {
  readonly below: Tree | Ground;
  readonly changes: readonly Change[];
}

/** What a base image has. */
export interface Ground {
  entry(path: string): Known<Entry>;
}

/** More links than any path has. */
const mostLinks = 16;

/** The entry at an absolute path. */
export const entryAt = (tree: Tree, path: string, links = 0): Known<Entry> => {
  let missing: Reason | undefined;
  for (let i = tree.changes.length - 1; i >= 0; i--) {
    const change = tree.changes[i];
    if (!change) continue;
    const answer = decide(change, tree, path, links);
    if (answer === undefined) continue;
    if ('missing' in answer) missing ??= answer.missing;
    else return answer;
  }
  const { below } = tree;
  const answer = 'changes' in below ? entryAt(below, path, links) : below.entry(path);
  return answer.is === 'no' && missing ? no(missing) : answer;
};

/** What one change says of a path; undefined when it says nothing, `missing` when it would have brought it and does not. */
const decide = (
  change: Change,
  tree: Tree,
  path: string,
  links: number,
): Known<Entry> | { readonly missing: Reason } | undefined => {
  const rest = inside(change.path, path);
  if (rest === undefined) {
    const holds = change.kind !== 'gone' && change.kind !== 'open';
    return holds && inside(path, change.path) !== undefined
      ? yes({ kind: 'directory' }, change.from)
      : undefined;
  }
  switch (change.kind) {
    case 'entry':
      return ofEntry(change, tree, rest, links);
    case 'context': {
      if (rest === '') return yes({ kind: 'directory' }, change.from);
      const sent = change.sent(rest);
      if ('none' in sent) return { missing: sent.none };
      return 'entry' in sent ? yes(sent.entry, change.from) : unknown(sent.elsewhere);
    }
    case 'copy': {
      if (links > mostLinks) return unknown({ text: 'its links go in circles' });
      const answer = entryAt(change.tree, under(change.source, rest), links + 1);
      return answer.is === 'no' ? { missing: answer.because } : answer;
    }
    case 'gone':
      return no(change.because);
    case 'open':
      return unknown(change.because);
  }
};

const ofEntry = (
  { entry, from, path }: Extract<Change, { readonly kind: 'entry' }>,
  tree: Tree,
  rest: string,
  links: number,
): Known<Entry> | undefined => {
  if (rest === '') return yes(entry, from);
  if (entry.link !== undefined)
    return links > mostLinks
      ? unknown({ text: `${path} links to itself` })
      : entryAt(tree, under(entry.link, rest), links + 1);
  return entry.kind === 'file' ? no({ text: `${path} is a file` }) : undefined;
};

/** What of a path is below a directory, `''` for the directory itself; undefined when it is elsewhere. */
export const inside = (directory: string, path: string): string | undefined => {
  if (path === directory) return '';
  const start = directory === '/' ? '/' : `${directory}/`;
  return path.startsWith(start) ? path.slice(start.length) : undefined;
};

/** A path below a directory. */
export const under = (directory: string, rest: string): string =>
  rest === '' ? directory : directory === '/' ? `/${rest}` : `${directory}/${rest}`;

/** The files that are known to be in a tree, without those of the base image, newest changes first; a path may be there twice. */
export function* filesIn(tree: Tree, depth = 0): Generator<string> {
  for (const change of tree.changes.toReversed()) {
    if (change.kind === 'entry' && change.entry.kind === 'file') yield change.path;
    if (change.kind === 'context')
      for (const inner of change.inner()) yield under(change.path, inner);
    if (change.kind === 'copy' && depth < mostLinks)
      for (const file of filesIn(change.tree, depth + 1)) {
        const rest = inside(change.source, file);
        if (rest !== undefined) yield under(change.path, rest);
      }
  }
  if ('changes' in tree.below) yield* filesIn(tree.below, depth);
}

/** The regions of a tree of which not everything is known, each with its reason, newest first. */
export function* openIn(
  tree: Tree,
): Generator<{ readonly path: string; readonly because: Reason }> {
  for (const change of tree.changes.toReversed()) if (change.kind === 'open') yield change;
  if ('changes' in tree.below) yield* openIn(tree.below);
}
