import { LineCounter, parseDocument } from 'yaml';

/** Reads one YAML value; every complaint names the file and the line of the value. */
export interface Reader {
  readonly value: unknown;
  /** Throws `file:line: message`. */
  fail(message: string): never;
  /** Fails when the mapping holds a key that is not listed. */
  allow(...keys: readonly string[]): void;
  has(key: string): boolean;
  at(key: string | number): Reader;
  /** The members of a list; an absent list is empty. */
  each(key: string): readonly Reader[];
  /** A text that is not empty; numbers count as text. */
  text(key: string): string;
  texts(key: string): readonly string[];
  oneOf<const T extends string>(key: string, allowed: readonly T[]): T;
}

/** Parses YAML that starts at the given line (from 1) of a file. */
export function readYaml(file: string, firstLine: number, source: string): Reader {
  const counter = new LineCounter();
  const doc = parseDocument(source, { lineCounter: counter, prettyErrors: false });
  const lineOf = (offset: number): number => firstLine + counter.linePos(offset).line - 1;
  const complain = (line: number, message: string): never => {
    throw new Error(`${file}:${line}: ${message}`);
  };
  for (const error of doc.errors) complain(lineOf(error.pos[0]), error.message);
  const where = (path: readonly (string | number)[]): number => {
    for (let length = path.length; length >= 0; length -= 1) {
      const node: unknown = doc.getIn(path.slice(0, length), true);
      const start = rangeStart(node);
      if (start !== undefined) return lineOf(start);
    }
    return firstLine;
  };
  return reader(doc.toJS(), [], (path, message) => complain(where(path), message));
}

function rangeStart(node: unknown): number | undefined {
  if (typeof node !== 'object' || node === null || !('range' in node)) return undefined;
  const range: unknown = node.range;
  if (!Array.isArray(range)) return undefined;
  const start: unknown = range[0];
  return typeof start === 'number' ? start : undefined;
}

type Complain = (path: readonly (string | number)[], message: string) => never;

function reader(value: unknown, path: readonly (string | number)[], complain: Complain): Reader {
  const fail = (message: string): never => complain(path, message);
  const entries = new Map<string | number, unknown>(
    Array.isArray(value)
      ? value.map((entry: unknown, i): [number, unknown] => [i, entry])
      : Object.entries(typeof value === 'object' && value !== null ? value : {}),
  );
  const at = (key: string | number): Reader => reader(entries.get(key), [...path, key], complain);
  const self: Reader = {
    value,
    fail,
    allow: (...keys) => {
      for (const key of entries.keys()) {
        if (!keys.includes(String(key))) at(key).fail(`"${key}" is not known here`);
      }
    },
    has: (key) => entries.has(key),
    at,
    each: (key) => {
      const list = entries.get(key) ?? [];
      if (!Array.isArray(list)) return at(key).fail(`"${key}" is not a list`);
      return list.map((_, i) => at(key).at(i));
    },
    text: (key) => textOf(at(key), key),
    texts: (key) => self.each(key).map((entry) => textOf(entry, key)),
    oneOf: (key, allowed) => {
      const text = textOf(at(key), key);
      return allowed.find((name) => name === text) ?? at(key).fail(`"${key}" is "${text}"`);
    },
  };
  return self;
}

function textOf({ value, fail }: Reader, key: string): string {
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string' && value.trim() !== '') return value.trim();
  return fail(`"${key}" needs a text`);
}
