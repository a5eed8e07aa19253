import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join, sep } from 'node:path';
import { type GitIgnore, parseGitIgnore } from '../text/gitignore.ts';
import type { Path } from '../text/path.ts';
import { trackedFiles } from './git-index.ts';

/** Folders that hold no sources of the project. */
export const passedOver: ReadonlySet<string> = new Set([
  '.git',
  '.hg',
  '.svn',
  'node_modules',
  '.venv',
  'venv',
  '__pycache__',
  '.tox',
  '.mypy_cache',
  '.pytest_cache',
  '.ipynb_checkpoints',
  'site-packages',
]);

const most = 200_000;

/** A file of the walk; `ignored` ones exist for the build but are not checked. */
export interface Walked {
  readonly path: Path;
  readonly ignored: boolean;
}

/**
 * All files below `root`, with what `.gitignore` files leave out marked, but for what Git tracks. What links lead to is there for the build and not
 * checked again; a link to a directory around it, or out of `root`, leads nowhere. `tell` hears of directories that cannot be read.
 */
export const walk = async (
  root: string,
  tell: (folder: Path, why: string) => void,
): Promise<readonly Walked[]> => {
  let full = false;
  const found: Walked[] = [];
  let tracked: Promise<ReadonlySet<string>> | undefined;
  // Git goes on with what it tracks, whatever a pattern says.
  const isTracked = async (path: Path): Promise<boolean> => {
    tracked ??= trackedFiles(root);
    return (await tracked).has(path);
  };
  const visit = async (
    folder: Path,
    rules: readonly Scoped[],
    hidden: boolean,
    throughLink: boolean,
  ): Promise<void> => {
    const entries = await readdir(join(root, folder), { withFileTypes: true }).catch(
      (error: Error) => {
        tell(folder, `it cannot be read (${error.message})`);
        return [];
      },
    );
    const own = entries.some(({ name }) => name === '.gitignore')
      ? await readIgnore(root, folder)
      : undefined;
    const all = own ? [...rules, own] : rules;
    for (const entry of entries) {
      if (found.length >= most) {
        if (!full) tell(folder, `there are more than ${most} files, and the rest is left out`);
        full = true;
        return;
      }
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      const ignored = hidden || isIgnored(all, path, entry.isDirectory());
      // Of links in what a link leads to only files are followed, so that no circle is.
      const target = entry.isSymbolicLink() ? await linked(root, path) : undefined;
      const link = throughLink && target === 'directory' ? undefined : target;
      if (entry.isFile() || link === 'file')
        found.push({
          path,
          ignored: !!link || throughLink || (ignored && !(await isTracked(path))),
        });
      else if ((entry.isDirectory() || link) && !passedOver.has(entry.name))
        await visit(path, all, ignored || !!link, throughLink || !!link);
    }
  };
  await visit('', [], false, false);
  return found;
};

/** What a link leads to; undefined where that is nothing, outside of `root`, or a directory that the link is in. */
const linked = async (root: string, path: Path): Promise<'file' | 'directory' | undefined> => {
  try {
    const full = join(root, path);
    const [base, target] = await Promise.all([realpath(root), realpath(full)]);
    const place = join(await realpath(dirname(full)), basename(full));
    if (`${place}${sep}`.startsWith(`${target}${sep}`) || !target.startsWith(`${base}${sep}`))
      return undefined;
    return (await stat(target)).isDirectory() ? 'directory' : 'file';
  } catch {
    return undefined;
  }
};

interface Scoped {
  readonly folder: Path;
  readonly rules: GitIgnore;
}

const readIgnore = async (root: string, folder: Path): Promise<Scoped> => {
  const text = await readFile(join(root, folder, '.gitignore'), 'utf8').catch(() => '');
  return { folder, rules: parseGitIgnore(text.split('\n')) };
};

const isIgnored = (all: readonly Scoped[], path: Path, folder: boolean): boolean => {
  let ignored = false;
  for (const { folder: base, rules } of all) {
    const inner = base === '' ? path : path.slice(base.length + 1);
    const said = rules.says(inner, folder);
    if (said !== undefined) ignored = said === 'ignored';
  }
  return ignored;
};
