import type { Command } from '../../syntax/shell/model.ts';
import type { Word } from '../../syntax/word.ts';
import type { ImagePlace, Reason } from '../known.ts';
import type { Change, Tree } from '../tree.ts';

/** What a command of a build is run in. */
export interface Setting {
  /** The words of the command, launchers such as `sudo` taken away. */
  readonly command: Command;
  /** The file system before it. */
  readonly tree: Tree;
  readonly place: ImagePlace;
  /** Where in the file it is, in words: `line 7`. */
  readonly where: string;
  /** The home directory of the user that runs it. */
  readonly home: string | undefined;
  /** The value of a word; undefined when it is not known. */
  value(word: Word): string | undefined;
  /** The absolute path that a text means; undefined when the working directory is not known. */
  path(text: string): string | undefined;
}

/** What a program does to the file system. */
export type Effect = (setting: Setting) => readonly Change[];

/** What a program that is described leaves alone. */
export const nothing: Effect = () => [];

/** Why a region is not known: `line 7 runs setup.sh`. */
export const runs = ({ command, place, where }: Setting, what = command.name): Reason => ({
  text: `${where} runs ${what}`,
  place,
});

/** That anything at or below some paths may have changed; everything where a path is not known. */
export const open = (
  setting: Setting,
  paths: readonly (string | undefined)[],
  what?: string,
): readonly Change[] => {
  const because = runs(setting, what);
  const known = paths.filter((path) => path !== undefined);
  return known.length < paths.length
    ? [{ kind: 'open', path: '/', because }]
    : known.map((path) => ({ kind: 'open', path, because }));
};

/** The values of words as absolute paths; undefined for those that are not known. */
export const pathsOf = (
  { path, value }: Setting,
  words: readonly Word[],
): readonly (string | undefined)[] =>
  words.map((word) => {
    const text = value(word);
    return text === undefined ? undefined : path(text);
  });

/** A file or directory that a command makes. */
export const made = (
  { place }: Setting,
  path: string,
  entry: Extract<Change, { readonly kind: 'entry' }>['entry'] = { kind: 'file' },
): Change => ({ kind: 'entry', path, entry, from: { kind: 'run', place } });
