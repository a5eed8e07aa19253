import type { Copy, Flag } from '../syntax/dockerfile/model.ts';
import { resolve } from '../syntax/dockerfile/state.ts';
import type { ImagePlace } from './known.ts';
import { kindAt, type Opening, type Owner, under } from './tree.ts';
import { type Work, whereIs } from './work.ts';

/** A COPY or ADD with its target and flags read. */
export interface Copying {
  readonly work: Work;
  readonly copy: Copy;
  /** The absolute path of the target. */
  readonly to: string;
  /** The target is a directory that files are put into; undefined where that is not known. */
  readonly directory: boolean | undefined;
  /** `--parents`: directories of the source are kept. */
  readonly parents: boolean;
  readonly owner: Owner;
  readonly mode: string | undefined;
  readonly excludes: readonly string[];
}

/** Reads the flags and the target of a COPY or ADD. */
export const copyingOf = (work: Work, copy: Copy, target: string, to: string): Copying => {
  const flag = (name: string): Flag | undefined => copy.flags.find((each) => each.name === name);
  const isOn = (name: string): boolean => {
    const found = flag(name);
    return found !== undefined && found.value?.text !== 'false';
  };
  const value = (name: string): string | undefined => {
    const word = flag(name)?.value;
    return word && resolve(word, work.state);
  };
  const many = copy.sources.length + copy.heredocs.length > 1;
  const parents = isOn('parents');
  const excludes = copy.flags.flatMap(({ name, value: word }) =>
    name === 'exclude' && word ? [resolve(word, work.state) ?? '**'] : [],
  );
  const owner = flag('chown') ? value('chown')?.split(':')[0] || null : 'root';
  const slash = many || parents || /(?:^|\/)\.{0,2}$/.test(target);
  // A layer of its own does not see what is at the target.
  const kind = slash || isOn('link') ? 'unknown' : kindAt(work.tree.now(), to);
  const directory = slash ? true : kind === 'unknown' ? undefined : kind === 'directory';
  return { work, copy, to, directory, parents, owner, mode: value('chmod'), excludes };
};

/** The last part of a path. */
export const baseName = (path: string): string => path.replace(/\/+$/, '').replace(/^.*\//, '');

/** Where a file is put that comes with a name; undefined where the target may be a directory or the file. */
export const fileTarget = ({ directory, to }: Copying, name: string): string | undefined => {
  if (directory !== undefined) return directory ? under(to, name) : to;
  // A name like that of the source, or with an extension, is hardly one of a directory.
  return baseName(to) === name || isFileName(to) ? to : undefined;
};

/** That something is put at or below a path. */
export const opened = (
  { copy, work }: Copying,
  why: string,
  path: string,
  place: ImagePlace,
): Opening => ({
  kind: 'open',
  path,
  because: { text: `${whereIs(work, copy)} ${why}`, place },
  keeps: true,
});

/** Owner and rights of what is put there. */
export const rightsOf = ({ mode, owner }: Copying) => ({
  owner,
  ...(mode === undefined ? {} : { mode }),
});

/** Whether a path ends with an extension as files have it. */
export const isFileName = (path: string): boolean =>
  /[^/.]\.[A-Za-z]\w*$/.test(path) && !path.endsWith('.d');
