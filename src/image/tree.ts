import type { Path } from '../text/path.ts';
import { type Known, no, type Origin, type Reason, unknown, yes } from './known.ts';

/** A file or a directory of an image. */
export interface Entry {
  readonly kind: 'file' | 'directory';
  /** The file of the project that it is a copy of. */
  readonly source?: Path;
  /** The absolute path that it links to. */
  readonly link?: string;
  /** It is there, and may be a directory that was there before as well. */
  readonly vague?: true;
}

/** What is sent from the build context at a path: a copy, nothing, or what only the place of the build knows. */
export type Sent =
  | { readonly entry: Entry }
  | { readonly none: Reason }
  | { readonly elsewhere: Reason };

/** Who owns what an instruction puts there, as the file writes it, without the group; null when that is not known. */
export type Owner = string | null;

/** One thing that an instruction does to the file system; paths are absolute and without `.`, `..` or a slash at the end. */
export type Change =
  | {
      readonly kind: 'entry';
      readonly path: string;
      readonly entry: Entry;
      readonly from: Origin;
      /** Root when it is missing. */
      readonly owner?: Owner;
      /** Of `--chmod` and the like: `755`, `u+x`. */
      readonly mode?: string;
    }
  /** The content of a directory of the build context, put below `path`. */
  | {
      readonly kind: 'context';
      readonly path: string;
      sent(inner: Path): Sent;
      /** The files that are sent, relative to the directory. */
      inner(): Iterable<Path>;
      readonly from: Origin;
      readonly owner?: Owner;
      readonly mode?: string;
    }
  /** What is at `source` in another tree. */
  | {
      readonly kind: 'copy';
      readonly path: string;
      readonly tree: Tree;
      readonly source: string;
      readonly from: Origin;
      /** That of the source when it is missing. */
      readonly owner?: Owner;
      readonly mode?: string;
      /** What of the source, by its path below it, is left behind; null when that is not known. */
      without?(inner: string): Reason | null | undefined;
    }
  | {
      readonly kind: 'gone';
      readonly path: string;
      readonly because: Reason;
      /** Only what in the directory has a name like this: `rm /tmp/*.gz`. */
      matches?(name: string): boolean;
    }
  /** Anything at or below `path` may have been added, changed or, unless it `keeps` what is there, removed. */
  | {
      readonly kind: 'open';
      readonly path: string;
      readonly because: Reason;
      readonly keeps?: true;
      /** What `path` most likely is afterwards. */
      readonly likely?: { readonly entry: Entry; readonly from: Origin };
    }
  /** Another owner or other rights for what is at `path`, or also for all below it. */
  | {
      readonly kind: 'rights';
      readonly path: string;
      readonly below: boolean;
      readonly owner?: Owner;
      readonly mode?: string | null;
    }
  /** A user who was made, with the home directory. */
  | {
      readonly kind: 'account';
      readonly path: string;
      readonly name: string;
      readonly uid?: string;
    };

/** A change of which not everything is known. */
export type Opening = Extract<Change, { readonly kind: 'open' }>;

/** The file system of an image: what is below it, and the changes in order, of which the first `count` belong to it. */
export interface Tree {
  readonly below: Tree | Ground;
  readonly changes: readonly Change[];
  readonly count: number;
  /** Paths that were made links, here or below. */
  readonly links: readonly string[];
}

/** What a base image has. */
export interface Ground {
  entry(path: string): Known<Entry>;
}

/** A tree that changes are added to. */
export interface Growing {
  /** The tree as it is now; what is added later does not change it. */
  now(): Tree;
  add(change: Change): void;
}

/** A tree over another one, without changes yet. */
export const growing = (below: Tree | Ground): Growing => {
  // Trees of each moment share one list, so that a long Dockerfile takes no more than its length.
  const changes: Change[] = [];
  const links: string[] = 'links' in below ? [...below.links] : [];
  const now = (): Tree => ({ below, changes, count: changes.length, links });
  return {
    now,
    add(change) {
      const path = links.length > 0 ? realPath(now(), change.path) : change.path;
      const inner = links.length > 0 && goesInto(change) ? writtenAt(now(), path) : path;
      // Where a link may go, what it leads to may change.
      if (inner !== path && change.kind === 'open') changes.push({ ...change, path });
      if (change.kind === 'entry' && change.entry.link !== undefined) links.push(path);
      changes.push(inner === change.path ? change : { ...change, path: inner });
    },
  };
};

/** Whether a change is about what is in a directory, which a link may lead to. */
const goesInto = (change: Change): boolean =>
  change.kind === 'context' ||
  change.kind === 'open' ||
  (change.kind === 'gone' && change.matches !== undefined);

/** More links than any path has. */
const mostLinks = 16;

/** A path with the links in its directories followed; a link at its end stays. */
const realPath = (tree: Tree, path: string): string => {
  let real = path;
  for (let i = 0; i < mostLinks; i++) {
    const next = tree.links
      .flatMap((link) => {
        const rest = inside(link, real);
        const to = rest ? entryAt(tree, link) : undefined;
        return rest && to?.is === 'yes' && to.value.link !== undefined
          ? [under(to.value.link, rest)]
          : [];
      })
      .at(0);
    if (next === undefined || next === real) return real;
    real = next;
  }
  return real;
};

/** How deep a question has led, and how many steps are left for it: copies of copies would take years. */
interface Search {
  readonly depth: number;
  readonly budget: { left: number };
  /** What is hidden is taken to leave alone what was there. */
  readonly bold?: boolean;
}

const mostSteps = 20_000;

const deeper = (search: Search): Search => ({ ...search, depth: search.depth + 1 });

const isLost = ({ budget, depth }: Search): boolean => depth > mostLinks || budget.left <= 0;

/** What is at an absolute path; of a link, the link. */
export const entryAt = (
  tree: Tree,
  path: string,
  search: Search = { depth: 0, budget: { left: mostSteps } },
): Known<Entry> => {
  let missing: Reason | undefined;
  let added: Reason | undefined;
  const settled = (answer: Known<Entry>): Known<Entry> =>
    answer.is === 'no' && added ? unknown(added) : answer;
  let layer: Tree | Ground = tree;
  for (; 'changes' in layer; layer = layer.below)
    for (let i = layer.count - 1; i >= 0; i--) {
      const change = layer.changes[i];
      const answer = change && decide(change, tree, path, search);
      if (answer === undefined) continue;
      if ('missing' in answer) missing ??= answer.missing;
      else if ('added' in answer) added ??= answer.added;
      else return settled(answer);
    }
  const answer = layer.entry(path);
  return settled(answer.is === 'no' && missing ? no(missing) : answer);
};

/** What is at an absolute path, links followed. */
export const targetAt = (tree: Tree, path: string, links = 0, bold = false): Known<Entry> => {
  const found = entryAt(tree, path, { depth: 0, budget: { left: mostSteps }, bold });
  if (found.is !== 'yes' || found.value.link === undefined) return found;
  return links > mostLinks ? circle(path) : targetAt(tree, found.value.link, links + 1, bold);
};

/** The file of the project that a path of the image is most likely a copy of: what hidden steps may have done to it is passed over. */
export const likelySource = (tree: Tree, path: string): Path | undefined => {
  const found = targetAt(tree, path, 0, true);
  return found.is === 'yes' && found.value.kind === 'file' ? found.value.source : undefined;
};

/** The path that is written when a file is written at a path: that which a link leads to. */
export const writtenAt = (tree: Tree, path: string): string => {
  if (tree.links.length === 0) return path;
  let at = path;
  for (let i = 0; i < mostLinks; i++) {
    const found = entryAt(tree, at);
    if (found.is !== 'yes' || found.value.link === undefined) return at;
    at = found.value.link;
  }
  return path;
};

const circle = (path: string): Known<never> => unknown({ text: `${path} links to itself` });

// Every image of a Linux distribution has them.
const everywhere: ReadonlySet<string> = new Set(
  [
    '/ /bin /sbin /lib /etc /var /usr /tmp /opt /home /root /mnt /srv /usr/bin /usr/sbin /usr/lib /usr/share /usr/local',
    '/usr/local/bin /usr/local/sbin /usr/local/lib /usr/local/share /var/lib /var/log /var/cache /var/tmp',
  ]
    .join(' ')
    .split(' '),
);

/** Whether a path is a directory, a file or nothing, as far as that is known. */
export const kindAt = (tree: Tree, path: string): Entry['kind'] | 'nothing' | 'unknown' => {
  const there = targetAt(tree, path);
  if (there.is === 'yes') return there.value.vague ? 'unknown' : there.value.kind;
  if (there.is === 'no') return 'nothing';
  return everywhere.has(path) ? 'directory' : 'unknown';
};

/** What one change says of a path; undefined when it says nothing, `missing` when it would have brought it and does not, `added` when it may have. */
const decide = (
  change: Change,
  tree: Tree,
  path: string,
  search: Search,
): Known<Entry> | { readonly missing: Reason } | { readonly added: Reason } | undefined => {
  if (change.kind === 'rights' || change.kind === 'account') return undefined;
  if (search.bold && change.kind === 'open')
    return change.likely && change.path === path
      ? yes(change.likely.entry, change.likely.from)
      : undefined;
  const rest = inside(change.path, path);
  if (rest === undefined) {
    if (change.kind === 'gone' || inside(path, change.path) === undefined) return undefined;
    return change.kind === 'open'
      ? { added: change.because }
      : yes({ kind: 'directory' }, change.from);
  }
  switch (change.kind) {
    case 'entry':
      return ofEntry(change, tree, rest, search);
    case 'context': {
      if (rest === '') return yes({ kind: 'directory' }, change.from);
      const sent = change.sent(rest);
      if ('none' in sent) return { missing: sent.none };
      return 'entry' in sent ? yes(sent.entry, change.from) : { added: sent.elsewhere };
    }
    case 'copy':
      return ofCopy(change, rest, search);
    case 'gone':
      if (!change.matches) return no(change.because);
      return rest !== '' && change.matches(rest.split('/')[0] ?? '')
        ? no(change.because)
        : undefined;
    case 'open':
      return change.keeps ? { added: change.because } : unknown(change.because);
  }
};

const ofCopy = (
  { from, source, tree, without }: Extract<Change, { readonly kind: 'copy' }>,
  rest: string,
  search: Search,
): ReturnType<typeof decide> => {
  search.budget.left -= tree.count;
  if (isLost(search)) return unknown({ text: 'it was copied too often to be followed' });
  const left = rest === '' ? undefined : without?.(rest);
  if (left) return { missing: left };
  const answer = entryAt(tree, under(source, rest), deeper(search));
  if (answer.is === 'no') return { missing: answer.because };
  // What is there stays where the copy does not bring it.
  if (answer.is === 'unknown') return { added: answer.because };
  return left === null && 'place' in from
    ? { added: { text: 'a pattern may leave it out', place: from.place } }
    : answer;
};

const ofEntry = (
  { entry, from, path }: Extract<Change, { readonly kind: 'entry' }>,
  tree: Tree,
  rest: string,
  search: Search,
): Known<Entry> | undefined => {
  if (rest === '') return yes(entry, from);
  if (entry.link !== undefined)
    return isLost(search) ? circle(path) : entryAt(tree, under(entry.link, rest), deeper(search));
  return entry.kind === 'file' && !entry.vague ? no({ text: `${path} is a file` }) : undefined;
};

/** What of a path is below a directory, `''` for the directory itself; undefined when it is elsewhere. */
export const inside = (directory: string, path: string): string | undefined => {
  if (!path.startsWith(directory)) return undefined;
  const { length } = directory;
  if (path.length === length) return '';
  if (length === 1) return path.slice(1);
  return path[length] === '/' ? path.slice(length + 1) : undefined;
};

/** A path below a directory. */
export const under = (directory: string, rest: string): string =>
  rest === '' ? directory : directory === '/' ? `/${rest}` : `${directory}/${rest}`;

/** The changes of a tree and of what is below it, newest first. */
export function* changesOf(tree: Tree): Generator<Change> {
  for (let layer: Tree | Ground = tree; 'changes' in layer; layer = layer.below)
    for (let i = layer.count - 1; i >= 0; i--) {
      const change = layer.changes[i];
      if (change) yield change;
    }
}

/** The files that are known to be in a tree, without those of the base image, newest changes first; a path may be there twice. */
export const filesIn = (tree: Tree): Generator<string> =>
  filesBelow(tree, '/', { depth: 0, budget: { left: mostSteps } });

function* filesBelow(tree: Tree, folder: string, search: Search): Generator<string> {
  for (const change of changesOf(tree)) {
    const { kind, path } = change;
    if (inside(folder, path) === undefined && inside(path, folder) === undefined) continue;
    if (kind === 'entry' && change.entry.kind === 'file') yield path;
    if (kind === 'context') for (const inner of change.inner()) yield under(path, inner);
    if (kind !== 'copy') continue;
    search.budget.left -= change.tree.count;
    if (isLost(search)) continue;
    for (const file of filesBelow(change.tree, change.source, deeper(search))) {
      const rest = inside(change.source, file);
      if (rest !== undefined) yield under(path, rest);
    }
  }
}

/** The regions of a tree of which not everything is known, each with its reason, newest first. */
export function* openIn(
  tree: Tree,
): Generator<{ readonly path: string; readonly because: Reason }> {
  for (const change of changesOf(tree)) if (change.kind === 'open') yield change;
}
