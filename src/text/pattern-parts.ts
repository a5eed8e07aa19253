/** A part of a regular expression. */
export type Part =
  | { readonly kind: 'one'; readonly fits: (char: string) => boolean }
  /** Takes no text, and holds between two characters; they are empty at the ends. */
  | { readonly kind: 'place'; readonly holds: (before: string, after: string) => boolean }
  | { readonly kind: 'all'; readonly parts: readonly Part[] }
  | { readonly kind: 'any'; readonly parts: readonly Part[] }
  | {
      readonly kind: 'repeat';
      readonly part: Part;
      readonly least: number;
      readonly most?: number;
    };

interface Flags {
  readonly i: boolean;
  readonly s: boolean;
  readonly m: boolean;
}

/** The parts of an expression in the syntax of RE2 (github.com/google/re2/wiki/Syntax); undefined when it is malformed or not known here. */
export const parsePattern = (pattern: string): Part | undefined => {
  const reader: Reader = { chars: [...pattern], at: 0 };
  const part = readAny(reader, { i: false, s: false, m: false });
  return reader.at === reader.chars.length ? part : undefined;
};

interface Reader {
  readonly chars: readonly string[];
  at: number;
}

const next = ({ chars, at }: Reader): string => chars[at] ?? '';

/** Goes on behind a text when it stands there. */
const take = (reader: Reader, text: string): boolean => {
  const there = reader.chars.slice(reader.at, reader.at + text.length).join('') === text;
  if (there) reader.at += text.length;
  return there;
};

/** Goes on behind what an expression finds at this place. */
const takeMatch = (reader: Reader, expression: RegExp): readonly string[] | undefined => {
  const match = expression.exec(reader.chars.slice(reader.at, reader.at + longest).join(''));
  if (match) reader.at += [...match[0]].length;
  return match ?? undefined;
};

const longest = 100;

const readAny = (reader: Reader, given: Flags): Part | undefined => {
  const parts: Part[] = [];
  let flags = given;
  do {
    const list: Part[] = [];
    while (reader.at < reader.chars.length && next(reader) !== '|' && next(reader) !== ')') {
      const set = takeMatch(reader, /^\(\?([imsU]*)(?:-([imsU]+))?\)/);
      if (set) {
        flags = withFlags(flags, set);
        continue;
      }
      const part = readRepeat(reader, flags);
      if (!part) return undefined;
      list.push(part);
    }
    parts.push({ kind: 'all', parts: list });
  } while (take(reader, '|'));
  const [only] = parts;
  return parts.length === 1 ? only : { kind: 'any', parts };
};

const withFlags = (flags: Flags, [, on = '', off = '']: readonly string[]): Flags => ({
  i: (flags.i || on.includes('i')) && !off.includes('i'),
  s: (flags.s || on.includes('s')) && !off.includes('s'),
  m: (flags.m || on.includes('m')) && !off.includes('m'),
});

const readRepeat = (reader: Reader, flags: Flags): Part | undefined => {
  const part = readOne(reader, flags);
  const times = part && readTimes(reader);
  if (!part || !times) return part;
  // Whether the shortest or the longest is taken does not change whether there is one.
  take(reader, '?');
  const [least, most] = times;
  const tooMany = least > 1000 || (most ?? 0) > 1000 || (most ?? least) < least;
  if (tooMany || readTimes(reader)) return undefined;
  return { kind: 'repeat', part, least, ...(most === undefined ? {} : { most }) };
};

const readTimes = (reader: Reader): readonly [number, number | undefined] | undefined => {
  if (take(reader, '*')) return [0, undefined];
  if (take(reader, '+')) return [1, undefined];
  if (take(reader, '?')) return [0, 1];
  const match = takeMatch(reader, /^\{(\d{1,9})(,(\d{1,9})?)?\}/);
  if (!match) return undefined;
  const [, least, more, most] = match;
  return [Number(least), most ? Number(most) : more ? undefined : Number(least)];
};

const readOne = (reader: Reader, flags: Flags): Part | undefined => {
  if (next(reader) === '(') return readGroup(reader, flags);
  if (take(reader, '[')) return readClass(reader, flags);
  if (next(reader) === '\\') return readEscape(reader, flags);
  if (/^[*+?]$/.test(next(reader))) return undefined;
  const char = next(reader);
  reader.at++;
  if (char === '.') return { kind: 'one', fits: (each) => flags.s || each !== '\n' };
  if (char === '^')
    return { kind: 'place', holds: (before) => before === '' || (flags.m && before === '\n') };
  if (char === '$')
    return { kind: 'place', holds: (_, after) => after === '' || (flags.m && after === '\n') };
  return one((each) => each === char, flags);
};

const readGroup = (reader: Reader, flags: Flags): Part | undefined => {
  const head = takeMatch(reader, /^\((?:\?(?:P?<\w+>|([imsU]*)(?:-([imsU]+))?:))?/);
  if (!head || next(reader) === '?') return undefined;
  const part = readAny(reader, withFlags(flags, head));
  return take(reader, ')') ? part : undefined;
};

const word = (char: string): boolean => /^\w$/.test(char);

const kinds: ReadonlyMap<string, (char: string) => boolean> = new Map([
  ['d', (char) => /^\d$/.test(char)],
  ['w', word],
  ['s', (char) => /^[\t\n\f\r ]$/.test(char)],
]);

const kindOf = (letter: string): ((char: string) => boolean) | undefined => {
  const fits = kinds.get(letter.toLowerCase());
  return !fits || letter === letter.toLowerCase() ? fits : (char) => !fits(char);
};

const atEdge = (before: string, after: string): boolean => word(before) !== word(after);

const places: ReadonlyMap<string, (before: string, after: string) => boolean> = new Map([
  ['A', (before: string) => before === ''],
  ['z', (_: string, after: string) => after === ''],
  ['b', atEdge],
  ['B', (before: string, after: string) => !atEdge(before, after)],
]);

const readEscape = (reader: Reader, flags: Flags): Part | undefined => {
  const letter = reader.chars[reader.at + 1] ?? '';
  const kind = kindOf(letter);
  const holds = places.get(letter);
  if (kind || holds) reader.at += 2;
  if (kind) return { kind: 'one', fits: kind };
  if (holds) return { kind: 'place', holds };
  const char = escaped(reader);
  return char === undefined ? undefined : one((each) => each === char, flags);
};

const control: ReadonlyMap<string, string> = new Map([
  ['n', '\n'],
  ['t', '\t'],
  ['r', '\r'],
  ['f', '\f'],
  ['v', '\v'],
  ['a', '\x07'],
]);

/** The character that an escape stands for; letters that mean something else are not known. */
const escaped = (reader: Reader): string | undefined => {
  const code = takeMatch(reader, /^\\x(?:([\da-fA-F]{2})|\{([\da-fA-F]{1,5})\})/);
  if (code) return String.fromCodePoint(Number.parseInt(code[1] ?? code[2] ?? '', 16));
  const letter = reader.chars[reader.at + 1] ?? '';
  const char = control.get(letter) ?? (letter !== '' && !word(letter) ? letter : undefined);
  if (char !== undefined) reader.at += 2;
  return char;
};

const named: ReadonlyMap<string, RegExp> = new Map([
  ['alnum', /^[A-Za-z\d]$/],
  ['alpha', /^[A-Za-z]$/],
  ['digit', /^\d$/],
  ['lower', /^[a-z]$/],
  ['punct', /^[!-/:-@[-`{-~]$/],
  ['space', /^[\t\n\v\f\r ]$/],
  ['upper', /^[A-Z]$/],
  ['word', /^\w$/],
  ['xdigit', /^[\dA-Fa-f]$/],
]);

/** What stands between brackets, behind the first. */
const readClass = (reader: Reader, flags: Flags): Part | undefined => {
  const negated = take(reader, '^');
  const entries: ((char: string) => boolean)[] = [];
  while (entries.length === 0 || next(reader) !== ']') {
    if (reader.at >= reader.chars.length) return undefined;
    const entry = readEntry(reader);
    if (!entry) return undefined;
    entries.push(entry);
  }
  reader.at++;
  const { fits } = one((char) => entries.some((entry) => entry(char)), flags);
  return negated ? { kind: 'one', fits: (char) => !fits(char) } : { kind: 'one', fits };
};

const readEntry = (reader: Reader): ((char: string) => boolean) | undefined => {
  const name = takeMatch(reader, /^\[:(\^?)(\w+):\]/);
  if (name) {
    const expression = named.get(name[2] ?? '');
    return expression && ((char) => expression.test(char) !== (name[1] === '^'));
  }
  const kind = next(reader) === '\\' ? kindOf(reader.chars[reader.at + 1] ?? '') : undefined;
  if (kind) {
    reader.at += 2;
    return kind;
  }
  const from = readBound(reader);
  if (from === undefined) return undefined;
  const isRange = next(reader) === '-' && reader.chars[reader.at + 1] !== ']';
  if (!isRange) return (char) => char === from;
  reader.at++;
  const to = readBound(reader);
  if (to === undefined || !isUpTo(from, to)) return undefined;
  return (char) => isUpTo(from, char) && isUpTo(char, to);
};

const readBound = (reader: Reader): string | undefined => {
  if (next(reader) === '\\') return escaped(reader);
  const char = reader.chars[reader.at];
  reader.at++;
  return char;
};

const isUpTo = (a: string, b: string): boolean =>
  (a.codePointAt(0) ?? 0) <= (b.codePointAt(0) ?? 0);

/** A character in either case where the flags say so. */
const one = (fits: (char: string) => boolean, { i }: Flags): Extract<Part, { kind: 'one' }> => ({
  kind: 'one',
  fits: i ? (char) => fits(char) || fits(char.toLowerCase()) || fits(char.toUpperCase()) : fits,
});
