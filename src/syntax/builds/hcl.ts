import type { Span } from '../../text/span.ts';
import type { YamlEntry, YamlValue } from './yaml-value.ts';

/** Reads the blocks of an HCL text, such as that of docker-bake: `target "api" { … }` is the key `api` of `target`. What an expression computes has no text. */
export const hclValue = (text: string): YamlValue => {
  const reader = { text, at: 0 };
  return mapOf([0, text.length], bodyOf(reader, 0));
};

interface Reader {
  readonly text: string;
  at: number;
}

const deepest = 24;

const blank = /(?:\s|,|#[^\n]*|\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$))*/y;
const name = /[A-Za-z_][\w.-]*|"(?:[^"\\\n]|\\.)*"/y;
const string = /"(?:[^"\\\n]|\\.)*"/y;
const sameLine = /[ \t]*/y;

const take = (reader: Reader, pattern: RegExp): string | undefined => {
  pattern.lastIndex = reader.at;
  const found = pattern.exec(reader.text)?.[0];
  if (found !== undefined) reader.at += found.length;
  return found;
};

/** The entries up to the brace that closes them. */
const bodyOf = (reader: Reader, depth: number): readonly YamlEntry[] => {
  const entries = new Map<string, YamlEntry>();
  for (;;) {
    take(reader, blank);
    const start = reader.at;
    const word = take(reader, name);
    if (word === undefined) {
      if (reader.at >= reader.text.length) break;
      reader.at++;
      if (reader.text[start] === '}') break;
      continue;
    }
    const key = unquoted(word);
    const at: Span = [start, reader.at];
    take(reader, sameLine);
    if (/[=:]/.test(reader.text[reader.at] ?? '')) {
      reader.at++;
      entries.set(key, { key, at, value: valueOf(reader, depth + 1) });
      continue;
    }
    const label = take(reader, string);
    take(reader, sameLine);
    if (reader.text[reader.at] !== '{' || depth > deepest) continue;
    reader.at++;
    const block = bodyOf(reader, depth + 1);
    const value = mapOf([start, reader.at], block);
    const known = entries.get(key)?.value.entries() ?? [];
    const inner = label === undefined ? block : [...known, { key: unquoted(label), at, value }];
    entries.set(key, { key, at, value: mapOf(value.at, inner) });
  }
  return [...entries.values()];
};

const valueOf = (reader: Reader, depth: number): YamlValue => {
  take(reader, sameLine);
  const start = reader.at;
  if (depth > deepest) return skipped(reader, start);
  const first = reader.text[start];
  if (first === '{') {
    reader.at++;
    const entries = bodyOf(reader, depth);
    return mapOf([start, reader.at], entries);
  }
  if (first === '[') {
    reader.at++;
    const items: YamlValue[] = [];
    for (;;) {
      take(reader, blank);
      if (reader.at >= reader.text.length) break;
      if (reader.text[reader.at] === ']') {
        reader.at++;
        break;
      }
      items.push(valueOf(reader, depth + 1));
    }
    return { ...mapOf([start, reader.at], []), items: () => items };
  }
  const whole = take(reader, string);
  const end = reader.at;
  take(reader, sameLine);
  if (whole !== undefined && /^(?:[,\]}\r\n#]|\/\/|$)/.test(reader.text.slice(reader.at, end + 80)))
    return { ...mapOf([start, end], []), text: unquoted(whole) };
  return skipped(reader, start);
};

/** What is not a value by itself, up to the end of its line or list. */
const skipped = (reader: Reader, start: number): YamlValue => {
  let open = 0;
  while (reader.at < reader.text.length) {
    const each = reader.text[reader.at] ?? '';
    if (each === '"' && take(reader, string) !== undefined) continue;
    if (open === 0 && /[,\]}\n]/.test(each)) break;
    if (/[([{]/.test(each)) open++;
    if (/[)\]}]/.test(each)) open--;
    reader.at++;
  }
  return mapOf([start, reader.at], []);
};

const unquoted = (word: string): string =>
  word.startsWith('"') ? word.slice(1, -1).replace(/\\(.)/g, '$1') : word;

const mapOf = (at: Span, entries: readonly YamlEntry[]): YamlValue => ({
  at,
  kind: 'other',
  text: undefined,
  entries: () => entries,
  items: () => [],
  get(first = '', ...more) {
    const value = entries.find(({ key }) => key === first)?.value;
    return more.length === 0 ? value : value?.get(...more);
  },
});
