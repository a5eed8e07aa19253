import { changeOf, servesWithoutModel } from '../data/flag-changes.ts';
import { type Era, erasOf, flagNames } from '../data/server-flags.ts';
import {
  type GivenFlag,
  givenFlags,
  type Release,
  type ServerStart,
} from '../project/server-flags.ts';
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
    const found = release ? notIn(start, release, flag) : inNone(start, flag);
    if (found) yield { word: flag.word, part: flag.written, ...found };
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

/** Servers whose flags are read by click or clap: they take no shortened names, and nothing is said of a flag where a value is wanted. */
export const clicks: ReadonlySet<string> = new Set(['uvicorn', 'ray', 'tgi', 'tei']);

/** How many flags a name is the start of, one of which the parsers of argparse take it for. */
const begun = (id: string, name: string, names: readonly string[]): number =>
  clicks.has(id) ? 0 : names.filter((each) => each.startsWith(name)).length;

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
  const stops = 'so the server does not start';
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
    const version = known.servers[id]?.versions.split(' ')[after.first];
    return {
      message: `${server} does not have ${flag.written} yet, ${stops}: it came with ${version}.`,
    };
  }
  const near = closestTypo(flag.name, names) ?? likeliest(flag.name, names);
  return {
    message: `${server} has no flag ${flag.written}, ${stops}.${near ? ` Did you mean --${near}?` : ''}`,
    ...(near ? { change: writes(`--${near}`) } : {}),
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
  const near = closestTypo(flag.name, flagNames(known, id, newest));
  return near
    ? {
        message: `${name} has no flag ${flag.written}. Did you mean --${near}?`,
        severity: 'warning',
        change: writes(`--${near}`),
      }
    : undefined;
};

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
