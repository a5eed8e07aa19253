import { changesOf, type Tree } from './tree.ts';

/** The home directory of a user by name or ID; undefined when nothing tells it. */
export const accountHome = (tree: Tree, user: string): string | undefined => {
  for (const change of changesOf(tree))
    if (change.kind === 'account' && (change.name === user || change.uid === user))
      return change.path;
  return /^\d+$/.test(user) || ofSystem.has(user) ? undefined : `/home/${user}`;
};

/** Accounts of a distribution, whose home directories are elsewhere. */
const ofSystem: ReadonlySet<string> = new Set([
  'nobody',
  'www-data',
  'daemon',
  'bin',
  'sys',
  'mail',
  'games',
  'nginx',
  'postgres',
  'redis',
]);

/** Whether two ways to write a user mean the same one; undefined when that is not known. */
export const sameUser = (tree: Tree, one: string, other: string): boolean | undefined => {
  const [first, second] = [idOf(tree, one), idOf(tree, other)];
  if (one === other || (first !== undefined && first === second)) return true;
  return first !== undefined && second !== undefined ? false : undefined;
};

/** The number of a user; undefined when it is not known. */
const idOf = (tree: Tree, user: string): string | undefined => {
  if (/^\d+$/.test(user)) return user;
  if (user === 'root') return '0';
  for (const change of changesOf(tree))
    if (change.kind === 'account' && change.name === user) return change.uid;
  return undefined;
};
