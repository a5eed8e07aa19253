import { flagPairs } from '../data/flag-changes.ts';
import type { Era, Limit } from '../data/server-flags.ts';
import { syntaxOf } from '../data/server-syntax.ts';
import { type GivenFlag, givenFlags, type ServerStart } from '../image/start/server-flags.ts';
import type { Release } from '../project/server-release.ts';
import { closestTypo } from '../project/typo.ts';
import type { Word } from '../syntax/word.ts';
import { isCapitals, isPlaceholder } from '../text/placeholder.ts';
import { eraAt, type WordChange, type WrongWord } from './server-flags.ts';

/** The values of a start command that the release of its server does not take, and flags that do not go together. */
export function* wrongValues(start: ServerStart): Generator<WrongWord> {
  const { release } = start;
  if (!release) return;
  const flags = givenFlags(start);
  for (const flag of flags) {
    const era = eraAt(start, release, flag.name);
    const found = era && judged(start, release, flag, era);
    if (found) yield found;
  }
  yield* wrongPairs(start, release, flags);
}

const judged = (
  start: ServerStart,
  release: Release,
  flag: GivenFlag,
  era: Era,
): WrongWord | undefined => {
  const server = `${start.name} ${release.version}`;
  const { digits, greedy, value: place } = syntaxOf(start.id);
  // What is read in another way is told of by unknownFlags.
  if (place === (flag.inline === undefined ? 'inline' : 'next')) return undefined;
  if (era.value === 'none') return valued(start, server, flag);
  if (era.value !== 'one') return undefined;
  const picky = digits === true && (era.number ?? era.choices) !== undefined;
  if (flag.inline === undefined && flag.bare && (!greedy || picky))
    return {
      word: flag.word,
      part: flag.written,
      message: `${flag.written} needs a value, and another flag follows, so ${server} does not start.`,
    };
  const value = valueOf(flag);
  if (!value || value.text === '' || /^none$/i.test(value.text)) return undefined;
  if (isPlaceholder(value.text) || (era.number && isCapitals(value.text))) return undefined;
  if (digits && era.number && /^[+-]?\d/.test(value.text)) return undefined;
  const { word, text } = value;
  const said = choice(start.id, flag, era, text, server) ?? amount(flag, era, text, server);
  return said && { word, part: text, ...said };
};

/** The value of a flag and the word that holds it, when it is known. */
const valueOf = ({ inline, next, word }: GivenFlag): { text: string; word: Word } | undefined => {
  if (inline !== undefined) return { text: inline, word };
  return next && !next.dynamic ? { text: next.text, word: next } : undefined;
};

/** A value for a flag that takes none. */
const valued = ({ id }: ServerStart, server: string, flag: GivenFlag): WrongWord | undefined => {
  const { inline, next, word, written } = flag;
  const message = (text: string): string =>
    `${written} takes no value, so ${server} does not start with ${text} ${inline === undefined ? 'after' : 'in'} it.`;
  if (inline !== undefined)
    return {
      word,
      part: `${written}=${inline}`,
      message: message(inline),
      ...(yes.test(inline) ? { change: { title: `Write ${written}`, text: written } } : {}),
    };
  // Other words may be the application or the model.
  if (
    !next ||
    next.dynamic ||
    id === 'gunicorn' ||
    id === 'uvicorn' ||
    !/^(?:true|false)$/i.test(next.text)
  )
    return undefined;
  return {
    word: next,
    part: next.text,
    message: message(next.text),
    ...(yes.test(next.text) ? { change: { title: `Remove ${next.text}`, drop: [next] } } : {}),
  };
};

const yes = /^true$/i;

type Said = Pick<WrongWord, 'message' | 'change'>;

/** Names that people give types of numbers elsewhere. */
const types: Readonly<Record<string, string>> = {
  fp16: 'float16',
  bf16: 'bfloat16',
  fp32: 'float32',
};

const most = 8;

const choice = (
  id: string,
  { written }: GivenFlag,
  { choices }: Era,
  text: string,
  server: string,
): Said | undefined => {
  if (
    !choices ||
    !/^[\w.+-]+$/.test(text) ||
    choices.includes(syntaxOf(id).anyCase ? text.toLowerCase() : text) ||
    choices.includes(String(Number(text)))
  )
    return undefined;
  const alike =
    choices.find((each) => each === types[text.toLowerCase()]) ??
    choices.find((each) => each.toLowerCase() === text.toLowerCase()) ??
    closestTypo(text, choices) ??
    only(choices.filter((each) => text.length > 2 && each.startsWith(text.toLowerCase())));
  const list =
    choices.length > most
      ? ''
      : `: it takes ${choices.slice(0, -1).join(', ')} and ${choices.at(-1)}`;
  return {
    message: `${written} of ${server} does not take ${text}, so the server does not start${list}.${alike ? ` Did you mean ${alike}?` : ''}`,
    ...(alike ? { change: writes(alike) } : {}),
  };
};

const only = (list: readonly string[]): string | undefined =>
  list.length === 1 ? list[0] : undefined;

const writes = (text: string): WordChange => ({ title: `Write ${text}`, text });

const integer = /^[+-]?\d+(?:_\d+)*$/;
const decimal = /^[+-]?(?:\d+(?:_\d+)*\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;

/** A number that is none, or out of its range. */
const amount = (
  { written }: GivenFlag,
  { limits = [], number }: Era,
  text: string,
  server: string,
): Said | undefined => {
  if (!number || !/^[\w.+-]+$/.test(text) || /^[+-]?(?:inf|infinity|nan)$/i.test(text))
    return undefined;
  const stops = `so ${server} does not start with ${text}`;
  if (!(number === 'integer' ? integer : decimal).test(text.trim()))
    return {
      message: `${written} takes ${number === 'integer' ? 'an integer' : 'a number'}, ${stops}.`,
    };
  const value = Number(text.replaceAll('_', ''));
  if (limits.every((limit) => keeps(value, limit))) return undefined;
  const share =
    value > 1 && value <= 100 && limits.some(({ is, than }) => is === '<=' && than === 1);
  return {
    message: `${written} must be ${limits.map(worded).join(' and ')}, ${stops}.`,
    ...(share && value >= 10 ? { change: writes(String(value / 100)) } : {}),
  };
};

const keeps = (value: number, { is, than }: Limit): boolean =>
  is === '>'
    ? value > than
    : is === '>='
      ? value >= than
      : is === '<'
        ? value < than
        : value <= than;

const words: Readonly<Record<Limit['is'], string>> = {
  '>': 'more than',
  '>=': 'at least',
  '<': 'less than',
  '<=': 'at most',
};

const worded = ({ is, than }: Limit): string => `${words[is]} ${than}`;

function* wrongPairs(
  start: ServerStart,
  release: Release,
  flags: readonly GivenFlag[],
): Generator<WrongWord> {
  const versions = start.known.servers[start.id]?.versions.split(' ') ?? [];
  // A file or a variable may bring more flags.
  const open =
    flags.some(({ name }) => name === 'config') ||
    start.words.some(({ dynamic, text }) => dynamic && !text.startsWith('--'));
  for (const { first, flags: pair, kind, last, server } of flagPairs) {
    if (server !== start.id || release.number < versions.indexOf(first)) continue;
    if (last !== undefined && release.number > versions.indexOf(last)) continue;
    const [one, other] = pair.map((name) => flags.find((flag) => flag.name === name));
    if (!one) continue;
    const ends = `so ${start.name} ${release.version} does not start`;
    if (kind === 'excludes' && other) {
      const [before, after] =
        flags.indexOf(one) < flags.indexOf(other) ? [one, other] : [other, one];
      yield {
        word: after.word,
        part: after.written,
        message: `${after.written} and ${before.written} rule each other out, ${ends}.`,
      };
    }
    if (kind === 'needs' && !other && !open)
      yield {
        word: one.word,
        part: one.written,
        message: `${one.written} needs --${pair[1]}, ${ends}.`,
      };
  }
}
