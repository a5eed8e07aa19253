import type { Span } from '../../text/span.ts';
import { closing } from './calls.ts';

/** A file that code reads by a literal path. */
export interface Opened {
  /** As it is written: `models/churn.pkl`. */
  readonly path: string;
  readonly span: Span;
  /** At the start it is read when the file is loaded; else when a function is called. */
  readonly when: 'start' | 'call';
  /** It is a directory, which this class of Starlette serves. */
  readonly served?: 'StaticFiles' | 'Jinja2Templates';
}

// Calls whose first argument is a file to read (their documentation, 2026-11).
const reader =
  /(?<![\w.])(?:open|load_model|(?:joblib|torch|np|numpy)\.load|(?:pd|pandas)\.read_(?:csv|json|parquet|excel|pickle|feather)|(?:tf\.|tensorflow\.)?keras\.models\.load_model|models\.load_model|(?:ort|onnxruntime)\.InferenceSession|faiss\.read_index)[ \t]*\(|\.load_model[ \t]*\(/g;
const mostCalls = 200;

/** The files that a file reads whatever happens, by a literal or by a constant that is one: none where it goes to another directory. */
export const openedIn = (text: string, masked: string): readonly Opened[] => {
  if (/\bchdir\b/.test(masked)) return [];
  const found: Opened[] = [];
  let tried = 0;
  for (const match of masked.matchAll(reader)) {
    if (tried++ >= mostCalls) break;
    const open = match.index + match[0].length - 1;
    const end = closing(masked, open);
    const own = end < 0 ? '' : text.slice(open + 1, end);
    const [whole, literal, name] =
      /^\s*(["'][^"'\n]*["']|([A-Za-z_]\w*))\s*(?=,|$)/.exec(own) ?? [];
    if (whole === undefined || literal === undefined) continue;
    if (/open[ \t]*\($/.test(match[0]) && !reads.test(own.slice(whole.length))) continue;
    const from = name === undefined ? open : constantAt(name, masked);
    const path = from === undefined ? undefined : pathAt(text, from);
    // Named again, it may be made there, or asked for.
    if (from === undefined || path === undefined || text.split(path).length > 2) continue;
    if (isGuarded(masked, match.index)) continue;
    const start = text.indexOf(path, from);
    const line = masked.lastIndexOf('\n', match.index) + 1;
    const when = /^[ \t]/.test(masked.slice(line, line + 1)) ? 'call' : 'start';
    found.push({ path, span: [start, start + path.length], when });
  }
  return [...found, ...servedIn(text, masked)];
};

const server = /(?<![\w.])(StaticFiles|Jinja2Templates)[ \t]*\(/g;

/** The directories that a file serves: StaticFiles asks for its own when it is made, templates are looked for when one is asked for (starlette 0.50). */
function* servedIn(text: string, masked: string): Generator<Opened> {
  if (/\b(?:makedirs|mkdir|copytree|isdir|is_dir|exists)\b/.test(masked)) return;
  for (const match of [...masked.matchAll(server)].slice(0, mostCalls)) {
    const open = match.index + match[0].length - 1;
    const end = closing(masked, open);
    const own = end < 0 ? '' : text.slice(open + 1, end);
    const [whole, quote, literal, name] =
      /^\s*(?:directory\s*=\s*)?(?:(["'])([\w./-]+)\1|([A-Za-z_]\w*))\s*(?=,|$)/.exec(own) ?? [];
    if (whole === undefined || /check_dir\s*=\s*False/.test(own)) continue;
    const from = name === undefined ? open : constantAt(name, masked);
    if (from === undefined || isGuarded(masked, match.index)) continue;
    const path =
      literal ??
      /^[^"'\n]*=[ \t]*(?:Path\()?(["'])([\w./-]+)\1\)?[ \t]*\r?$/m.exec(lineAt(text, from))?.[2];
    if (path === undefined) continue;
    const start = text.indexOf(path, quote === undefined ? from : text.indexOf(quote, open));
    const served = match[1] === 'StaticFiles' ? 'StaticFiles' : 'Jinja2Templates';
    const line = masked.lastIndexOf('\n', match.index) + 1;
    const late = served === 'Jinja2Templates' || /^[ \t]/.test(masked.slice(line, line + 1));
    yield { path, span: [start, start + path.length], when: late ? 'call' : 'start', served };
  }
}

const lineAt = (text: string, at: number): string => /^[^\n]*/.exec(text.slice(at))?.[0] ?? '';

/** The literal behind an offset, where it is a path with an ending. */
const pathAt = (text: string, from: number): string | undefined =>
  /^[^"'\n]*(["'])([\w./-]+\.\w{2,12})\1[ \t]*(?:[,)\r\n#]|$)/.exec(
    text.slice(from, from + 400),
  )?.[2];

/** Where a constant gets its only value; undefined where it has several, or its other uses may ask or make. */
const constantAt = (name: string, masked: string): number | undefined => {
  const uses = [...masked.matchAll(new RegExp(`(?<![\\w.])${name}\\b(?:[ \\t]*=(?!=))?`, 'g'))];
  const [first, second, third] = uses;
  if (!first || !second || third || !first[0].endsWith('=') || second[0].endsWith('='))
    return undefined;
  return first.index === masked.lastIndexOf('\n', first.index) + 1 ? first.index : undefined;
};

/** Whether what follows the path in `open` leaves the mode, or says that it reads. */
const reads = /^\s*,?\s*(?:$|(?:mode\s*=\s*)?["']r[bt]?["']|encoding|errors)/;

const farthest = 80;

/** Whether a call is in a `try`, or under a condition. */
const isGuarded = (masked: string, at: number): boolean => {
  const lines = masked.slice(0, at).split('\n').slice(-farthest).reverse();
  let indent = /^[ \t]*/.exec(lines[0] ?? '')?.[0].length ?? 0;
  for (const line of lines.slice(1)) {
    if (line.trim() === '') continue;
    const own = line.length - line.trimStart().length;
    if (own >= indent) continue;
    if (/^\s*(?:try|if|elif|else|except|while|for)\b/.test(line) && !/__name__/.test(line))
      return true;
    indent = own;
  }
  return false;
};
