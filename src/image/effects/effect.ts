import type { Command } from '../../syntax/shell/model.ts';
import { splitOptions } from '../../syntax/shell/options.ts';
import type { Word } from '../../syntax/word.ts';
import { isGlob } from '../../text/glob.ts';
import type { ImagePlace, Reason } from '../known.ts';
import { type Change, type Owner, type Tree, writtenAt } from '../tree.ts';

/** What a command of a build is run in. */
export interface Setting {
  /** The words of the command, launchers such as `sudo` taken away. */
  readonly command: Command;
  /** The file system before it. */
  readonly tree: Tree;
  readonly place: ImagePlace;
  /** Where in the file it is, in words: `line 7`. */
  readonly where: string;
  /** The user that runs it. */
  readonly user: Owner;
  /** The home directory of that user. */
  home(): string | undefined;
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
  keeps = false,
): readonly Change[] => {
  const because = runs(setting, what);
  const known = paths.filter((path) => path !== undefined);
  const kept = keeps ? { keeps: true as const } : {};
  return known.length < paths.length
    ? [{ kind: 'open', path: '/', because, ...kept }]
    : known.map((path) => ({ kind: 'open', path, because, ...kept }));
};

/** That something may have come at or below some paths, and nothing goes. */
export const added = (
  setting: Setting,
  paths: readonly (string | undefined)[],
  what?: string,
): readonly Change[] => open(setting, paths, what, true);

/** Whether a word stands for other words: a pattern of the shell. */
export const isPattern = ({ raw, text }: Word): boolean =>
  (isGlob(text) && !/^["'].*["']$/.test(raw)) || /\{[^}]*(?:,|\.\.)/.test(raw);

/** The values of words as absolute paths; undefined for those that are not known, and for patterns. */
export const pathsOf = (
  { path, value }: Setting,
  words: readonly Word[],
): readonly (string | undefined)[] =>
  words.map((word) => {
    const text = isPattern(word) ? undefined : value(word);
    return text === undefined ? undefined : path(text);
  });

/** The paths at or below which words have their files: of a pattern, the directory before it. */
export const regionsOf = (
  setting: Setting,
  words: readonly Word[],
): readonly (string | undefined)[] =>
  words.map((word) => {
    const { path, value } = setting;
    if (!isPattern(word)) return pathsOf(setting, [word])[0];
    const { text } = word;
    const fixed = text.replace(/[^/]*[*?[{].*$/, '');
    if (fixed.includes('$')) {
      const known = value({ ...word, text: fixed, raw: fixed });
      return known === undefined ? undefined : path(known);
    }
    return path(fixed === '' ? '.' : fixed);
  });

/** A file or directory that a command makes. */
export const made = (
  { place, user }: Setting,
  path: string,
  entry: Extract<Change, { readonly kind: 'entry' }>['entry'] = { kind: 'file' },
): Change => ({ kind: 'entry', path, entry, from: { kind: 'run', place }, owner: user });

/** A file that a command writes, through a link where one is there. */
export const written = (
  setting: Setting,
  path: string,
  entry: Extract<Change, { readonly kind: 'entry' }>['entry'] = { kind: 'file' },
): Change => made(setting, writtenAt(setting.tree, path), entry);

/** The operands and options of a command, by the options that take a value. */
export const optionsOf = ({ command }: Setting, valued: readonly string[] = []) =>
  splitOptions(command.words.slice(1), new Set(valued));

/** Whether an option is given, a short one also among others: `-rf`. */
export const has = (options: ReadonlyMap<string, unknown>, ...names: readonly string[]): boolean =>
  [...options.keys()].some(
    (option) =>
      names.includes(option) ||
      (/^-[A-Za-z]+$/.test(option) &&
        names.some((name) => /^-\w$/.test(name) && option.includes(name.slice(1)))),
  );

/** The directory of an absolute path. */
export const parent = (path: string): string => path.slice(0, Math.max(1, path.lastIndexOf('/')));

/** The last part of a path. */
export const lastPart = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
