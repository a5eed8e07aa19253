import { composeSchema } from '../../data/compose-schema.ts';
import { lazy } from '../../text/memo.ts';

/** A kind of value that Compose takes somewhere. */
export type ComposeType =
  | { readonly is: 'string' | 'integer' | 'number' | 'boolean' | 'null' | 'any' }
  | { readonly is: 'word'; readonly words: readonly string[] }
  | { readonly is: 'list'; readonly of: readonly ComposeType[] }
  /** A map with keys of any name. */
  | { readonly is: 'free'; readonly of: readonly ComposeType[] }
  /** A map with keys of its own. */
  | { readonly is: 'map'; readonly name: string };

/** A key of a map. */
export interface ComposeKey {
  readonly needed: boolean;
  readonly types: readonly ComposeType[];
}

/** The keys of a kind of map by its name; `file` is the whole file. */
export const composeKeys = (name: string): ReadonlyMap<string, ComposeKey> =>
  all().get(name) ?? new Map();

const all = lazy(
  (): ReadonlyMap<string, ReadonlyMap<string, ComposeKey>> =>
    new Map(
      composeSchema
        .trim()
        .split('\n')
        .map((line) => {
          const [name = '', ...groups] = line.split(' ');
          return [name, new Map(groups.flatMap(keysIn))];
        }),
    ),
);

const keysIn = (group: string): readonly (readonly [string, ComposeKey])[] => {
  const colon = group.indexOf(':');
  const { types } = typesFrom(group, colon + 1);
  return group
    .slice(0, colon)
    .split(',')
    .map((key) => [key.replace('!', ''), { needed: key.endsWith('!'), types }]);
};

const simple: ReadonlyMap<string, 'string' | 'integer' | 'number' | 'boolean' | 'null'> = new Map([
  ['s', 'string'],
  ['i', 'integer'],
  ['n', 'number'],
  ['b', 'boolean'],
  ['z', 'null'],
]);

/** The types that a text says from a place on, to where they end. */
const typesFrom = (
  text: string,
  start: number,
): { readonly types: readonly ComposeType[]; readonly end: number } => {
  const types: ComposeType[] = [];
  let at = start;
  for (;;) {
    const first = text.charAt(at);
    if (first === '[' || first === '<') {
      const inner = typesFrom(text, at + 1);
      types.push({ is: first === '[' ? 'list' : 'free', of: inner.types });
      at = inner.end + 1;
    } else {
      const [word = ''] = /^(?:"[^"]*"|@\w+|.)/.exec(text.slice(at)) ?? [];
      types.push(wordType(word));
      at += word.length;
    }
    if (text.charAt(at) !== '|') return { types, end: at };
    at++;
  }
};

const wordType = (word: string): ComposeType => {
  if (word.startsWith('"')) return { is: 'word', words: word.slice(1, -1).split(',') };
  if (word.startsWith('@')) return { is: 'map', name: word.slice(1) };
  return { is: simple.get(word) ?? 'any' };
};
