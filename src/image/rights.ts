import { sameUser } from './accounts.ts';
import { type Known, type Origin, unknown, yes } from './known.ts';
import { type Change, entryAt, inside, type Owner, type Tree, targetAt, under } from './tree.ts';

/** Who may write a file beside its owner. */
type Writers = 'everyone' | 'nobody' | 'not known';

/** The owner of what is at a path, as the file writes it, and who else may write it. */
export interface Rights {
  readonly owner: string;
  readonly others: Writers;
}

/** The user who owns what is at an absolute path, by name or ID. */
export const ownerAt = (tree: Tree, path: string): Known<string> => {
  const rights = rightsAt(tree, path);
  return rights.is === 'yes' ? yes(rights.value.owner, rights.from) : rights;
};

/** Whether a user, by name or ID, may write the file at a path, or put one there when nothing is. */
export const mayWrite = (tree: Tree, path: string, user: string): Known<boolean> => {
  const there = targetAt(tree, path);
  if (there.is === 'unknown') return there;
  if (there.is === 'no')
    return path === '/' ? there : mayWrite(tree, path.slice(0, path.lastIndexOf('/')) || '/', user);
  if (user === 'root' || user === '0') return yes(true, there.from);
  const rights = rightsAt(tree, path);
  if (rights.is !== 'yes') return rights;
  const { others, owner } = rights.value;
  if (others === 'everyone') return yes(true, rights.from);
  const same = sameUser(tree, owner, user);
  if (same === true) return yes(true, rights.from);
  if (same === undefined || others === 'not known')
    return unknown({ text: `whether ${user} may write what ${owner} owns is not known` });
  return yes(false, rights.from);
};

const hidden = (path: string): Known<never> => unknown({ text: `who owns ${path} is not known` });

const rightsAt = (tree: Tree, path: string, depth = 0): Known<Rights> => {
  const there = entryAt(tree, path);
  if (there.is !== 'yes') return there;
  if (there.value.link !== undefined && depth < deepest)
    return rightsAt(tree, there.value.link, depth + 1);
  return walk(tree, path, there.from, depth);
};

const deepest = 16;

/** Goes back over the changes to the one that put there what is at a path. */
const walk = (tree: Tree, path: string, from: Origin, depth: number): Known<Rights> => {
  let layer: Tree['below'] = tree;
  let owner: Owner | undefined;
  let others: Writers | undefined;
  let perhaps: Maker | undefined;
  const settled = (made: Owner, mode: string | null | undefined): Known<Rights> => {
    const last = owner === undefined ? made : owner;
    if (perhaps && (made !== 'root' || writersOf(mode) !== writersOf(perhaps.mode)))
      return hidden(path);
    return last === null
      ? hidden(path)
      : yes({ owner: last, others: others ?? writersOf(mode) }, from);
  };
  for (; 'changes' in layer; layer = layer.below)
    for (let i = layer.count - 1; i >= 0; i--) {
      const change = layer.changes[i];
      if (!change) continue;
      if (change.kind === 'rights') {
        const rest = inside(change.path, path);
        if (rest === undefined || (rest !== '' && !change.below)) continue;
        if (owner === undefined) owner = change.owner;
        if (change.mode !== undefined) others ??= writersOf(change.mode);
        continue;
      }
      const earlier: Tree = { ...layer, count: i };
      const maker = made(change, path, earlier, depth);
      if (maker === 'other') continue;
      if (maker?.perhaps) {
        perhaps = maker;
        continue;
      }
      return maker === undefined ? hidden(path) : settled(maker.owner, maker.mode);
    }
  const below = layer.entry(path).is;
  return below === 'yes' || (perhaps && below === 'no')
    ? settled('root', below === 'yes' ? undefined : perhaps?.mode)
    : hidden(path);
};

interface Maker {
  readonly owner: Owner;
  readonly mode?: string | null | undefined;
  /** It is root, if what is there was not there before. */
  readonly perhaps?: true;
}

/** Who one change makes the owner of what is at a path; `other` when it does not put it there. */
const made = (
  change: Change,
  path: string,
  earlier: Tree,
  depth: number,
): Maker | undefined | 'other' => {
  const rest = inside(change.path, path);
  switch (change.kind) {
    case 'open':
      // What is there already keeps its owner.
      return rest === undefined || (change.keeps && entryAt(earlier, path).is === 'yes')
        ? 'other'
        : undefined;
    case 'entry':
      if (rest === '' && change.entry.kind === 'file')
        return { owner: change.owner === undefined ? 'root' : change.owner, mode: change.mode };
      break;
    case 'context':
      if (rest) {
        const sent = change.sent(rest);
        const owner = change.owner === undefined ? 'root' : change.owner;
        if ('entry' in sent) return { owner, mode: change.mode };
        if ('elsewhere' in sent && entryAt(earlier, path).is !== 'yes')
          return owner === 'root' ? { owner, mode: change.mode, perhaps: true } : undefined;
      }
      break;
    case 'copy':
      if (rest !== undefined && entryAt(change.tree, under(change.source, rest)).is !== 'no')
        return copyMaker(change, rest, depth);
      break;
    default:
      return 'other';
  }
  if (rest !== '' && inside(path, change.path) === undefined) return 'other';
  // A directory that is there keeps its owner.
  const before = entryAt(earlier, path);
  if (before.is === 'yes') return 'other';
  const owner = change.owner === undefined ? 'root' : change.owner;
  if (before.is === 'unknown')
    return owner === 'root' ? { owner, mode: change.mode, perhaps: true } : undefined;
  // BuildKit and the shell differ in who gets the directories between.
  return rest === '' || owner === 'root' ? { owner, mode: change.mode } : undefined;
};

const copyMaker = (
  { mode, owner, source, tree }: Extract<Change, { readonly kind: 'copy' }>,
  rest: string,
  depth: number,
): Maker | undefined => {
  if (owner !== undefined && mode !== undefined) return { owner, mode };
  if (depth > deepest) return undefined;
  const kept = rightsAt(tree, under(source, rest), depth + 1);
  if (kept.is !== 'yes') return owner === undefined ? undefined : { owner, mode: mode ?? null };
  const others = kept.value.others;
  return {
    owner: owner === undefined ? kept.value.owner : owner,
    mode: mode ?? (others === 'everyone' ? '777' : others === 'nobody' ? '755' : null),
  };
};

/** Who else may write by a mode: octal, or symbols over what files have by default. */
const writersOf = (mode: string | null | undefined): Writers => {
  if (mode === undefined) return 'nobody';
  if (mode === null) return 'not known';
  if (/^[0-7]{3,4}$/.test(mode)) {
    const [group = '0', all = '0'] = mode.slice(-2);
    if (Number(all) & 2) return 'everyone';
    return Number(group) & 2 ? 'not known' : 'nobody';
  }
  const parts = mode.split(',');
  if (parts.some((part) => /^[ugo]*[ao][ugo]*[+=][rxXst]*w/.test(part))) return 'everyone';
  return parts.some((part) => /^[uo]*g[uo]*[+=][rxXst]*w/.test(part)) ? 'not known' : 'nobody';
};
