import { changeOf, servesWithoutModel } from '../data/flag-changes.ts';
import { type Era, erasOf, flagNames } from '../data/server-flags.ts';
import { syntaxOf } from '../data/server-syntax.ts';
import { type GivenFlag, givenFlags, type ServerStart } from '../image/start/server-flags.ts';
import { type Release, versionAt } from '../project/server-release.ts';
import { closestTypo } from '../project/typo.ts';
import type { Word } from '../syntax/word.ts';
import { letters, nearest } from '../text/nearest.ts';
import { isPlaceholder } from '../text/placeholder.ts';
import type { Severity } from './rule.ts';

/** Something wrong with a word of a start command, and how to write it. */
export interface WrongWord {
  readonly word: Word;
  /** The part of the word that is wrong. */
  readonly part: string;
  readonly message: string;
  readonly severity?: Severity;
  readonly change?: WordChange;
}

/** Another text for the part of the word, or words to leave out. */
export type WordChange =
  | { readonly title: string; readonly text: string }
  | { readonly title: string; readonly drop: readonly Word[] };

/** The flags of a start command that its server does not have. */
export function* unknownFlags(start: ServerStart): Generator<WrongWord> {
  const { release } = start;
  for (const flag of givenFlags(start)) {
    if (isPlaceholder(flag.name)) continue;
    const found =
      (release ? notIn(start, release, flag) : inNone(start, flag)) ?? misread(start, flag);
    const severity = found && syntaxOf(start.id).ignores ? { severity: 'warning' as const } : {};
    if (found) yield { word: flag.word, part: flag.written, ...found, ...severity };
  }
}

type Said = Pick<WrongWord, 'message' | 'severity' | 'change'>;

/** The flag as a release knows it. */
export const eraAt = (
  { known, id }: ServerStart,
  { number }: Release,
  name: string,
): Era | undefined =>
  erasOf(known, id, name).find(({ first, last }) => first <= number && number <= last);

/** How many flags a name is the start of, one of which the parsers of argparse and getopt take it for. */
const begun = (id: string, name: string, names: readonly string[]): number =>
  syntaxOf(id).whole ? 0 : names.filter((each) => each.startsWith(name)).length;

/** `vllm serve` takes the model as its first word, and some releases refuse it in another way. */
const refusesModel = (start: ServerStart, release: Release, { word }: GivenFlag): boolean => {
  const versions = start.known.servers[start.id]?.versions.split(' ') ?? [];
  const { first, last } = servesWithoutModel;
  return (
    start.served &&
    word.text === '--model' &&
    versions.indexOf(first) <= release.number &&
    release.number <= versions.indexOf(last)
  );
};

const notIn = (start: ServerStart, release: Release, flag: GivenFlag): Said | undefined => {
  const { id, known, name } = start;
  if (refusesModel(start, release, flag))
    return {
      message: `vllm serve of ${name} ${release.version} refuses --model, so the server does not start: the model is the first word after serve.`,
      ...(start.words[0] === flag.word && flag.next
        ? { change: { title: 'Remove --model', drop: [flag.word] } }
        : {}),
    };
  if (eraAt(start, release, flag.name)) return undefined;
  const names = flagNames(known, id, release.number);
  const short = begun(id, flag.name, names);
  if (short === 1) return undefined;
  const server = `${name} ${release.version}`;
  const stops = syntaxOf(id).ignores ? 'which it ignores' : 'so the server does not start';
  const eras = erasOf(known, id, flag.name);
  const before = eras.findLast(({ last }) => last < release.number);
  const after = eras.find(({ first }) => first > release.number);
  // Several that stand for one thing are taken too, which a name that is gone does not say.
  if (short > 1 && !before) return undefined;
  if (before) {
    const change = changed(start, release, flag, before);
    const now = changeOf(id, flag.name)?.now;
    const hint = !change && now ? ` ${now} says it now.` : '';
    return {
      message: `${server} no longer has ${flag.written}, ${stops}.${hint}`,
      ...(change ? { change } : {}),
    };
  }
  if (after) {
    const version = versionAt(known, id, after.first);
    return {
      message: `${server} does not have ${flag.written} yet, ${stops}: it came with ${version}.`,
    };
  }
  const long = names.filter((each) => !each.startsWith('-'));
  const near =
    respelt(flag.name, names) ??
    closestTypo(flag.name, long) ??
    likeliest(flag.name, long) ??
    longerBy(flag.name, long);
  return {
    message: `${server} has no flag ${flag.written}, ${stops}.${near ? ` Did you mean ${dashed(near)}?` : ''}`,
    ...(near ? { change: writes(dashed(near)) } : {}),
  };
};

/** A flag as it is written; those of one dash are known with it. */
const dashed = (name: string): string => (name.startsWith('-') ? name : `--${name}`);

/** The one flag that has the same letters, with other dashes between or before them. */
const respelt = (name: string, names: readonly string[]): string | undefined => {
  const bare = (text: string): string => text.replace(/[-_]/g, '');
  const same = names.filter((each) => bare(each) === bare(name));
  return same.length === 1 ? same[0] : undefined;
};

/** What a server that reads values in one way only makes of a flag that it has. */
const misread = (start: ServerStart, flag: GivenFlag): Said | undefined => {
  const { id, known, name, release } = start;
  const { value } = syntaxOf(id);
  const eras = release
    ? [eraAt(start, release, flag.name)].flatMap((era) => era ?? [])
    : erasOf(known, id, flag.name);
  if (eras.length === 0) return undefined;
  const { inline, written } = flag;
  if (value === 'next' && inline !== undefined)
    return {
      message: `${name} takes no = after ${written}, so the server does not start: the value is the next word.`,
    };
  if (value !== 'inline' || inline !== undefined || eras.some((era) => era.value !== 'one'))
    return undefined;
  const next = flag.next && !flag.next.dynamic ? flag.next.text : '';
  const hint = /^\S+$/.test(next) ? ` ${next}: write ${written}=${next}` : '';
  return {
    message: `${name} reads the value of ${written} after = only, so it ignores ${written}${hint}.`,
  };
};

/** The flag that is meant by one that cannot be right: a letter or two apart, or with a tail of some letters. */
const likeliest = (name: string, names: readonly string[]): string | undefined => {
  const near = nearest(name, names);
  if (near !== undefined && name.length > 4 && letters(name, near) <= 2) return near;
  const longer = names.filter(
    (each) =>
      each.length > 4 && name.startsWith(each) && /^[a-z]{1,3}$/.test(name.slice(each.length)),
  );
  return longer.length === 1 ? longer[0] : undefined;
};

/** A flag that no release ever had is judged without one, where another is near. */
const inNone = ({ id, known, name }: ServerStart, flag: GivenFlag): Said | undefined => {
  const names = flagNames(known, id);
  if (names.includes(flag.name) || begun(id, flag.name, names) > 0) return undefined;
  const newest = (known.servers[id]?.versions.split(' ').length ?? 0) - 1;
  const last = flagNames(known, id, newest);
  const near =
    respelt(flag.name, last) ??
    (isShort(flag) ? undefined : (closestTypo(flag.name, last) ?? longerBy(flag.name, last)));
  return near
    ? {
        message: `${name} has no flag ${flag.written}. Did you mean ${dashed(near)}?`,
        severity: 'warning',
        change: writes(dashed(near)),
      }
    : undefined;
};

/** The one flag that ends with a name: --default-artifact-root for --artifact-root. */
const longerBy = (name: string, names: readonly string[]): string | undefined => {
  const found = names.filter((each) => each.endsWith(`-${name}`) && !each.startsWith('no-'));
  return found.length === 1 && name.includes('-') ? found[0] : undefined;
};

const isShort = ({ name }: GivenFlag): boolean => name.startsWith('-');

const writes = (text: string): WordChange => ({ title: `Write ${text}`, text });

/** What to write for a flag that a release no longer has. */
const changed = (
  start: ServerStart,
  release: Release,
  flag: GivenFlag,
  before: Era,
): WordChange | undefined => {
  const { instead, drop: same } = changeOf(start.id, flag.name) ?? {};
  if (instead !== undefined) {
    const [name = '', value] = instead.split('=');
    const era = eraAt(start, release, name);
    const fits = value === undefined || (before.value === 'none' && flag.inline === undefined);
    const takes = !era?.choices || value === undefined || era.choices.includes(value);
    return era && fits && takes ? writes(`--${instead}`) : undefined;
  }
  if (!same) return undefined;
  const { knows, beside } = same;
  if (knows !== undefined && !eraAt(start, release, knows)) return undefined;
  if (beside !== undefined && !givenFlags(start).some(({ name }) => name === beside))
    return undefined;
  const valued = before.value === 'one' && flag.inline === undefined;
  if (before.value === 'maybe' || (valued && (!flag.next || flag.next.dynamic))) return undefined;
  const drop: readonly Word[] = [flag.word, ...(valued && flag.next ? [flag.next] : [])];
  return { title: `Remove ${drop.map(({ text }) => text).join(' ')}`, drop };
};
