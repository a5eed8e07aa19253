import type { Span } from '../../text/span.ts';
import { type Logical, spanOf } from './logical.ts';
import type { Heredoc } from './model.ts';

/** A here-document's opening, with its place in the file and in the joined text. */
export interface Marker {
  readonly name: string;
  readonly span: Span;
  readonly at: number;
  readonly end: number;
  readonly quoted: boolean;
  /** `<<-`: leading tabs of body and closing line are dropped. */
  readonly dash: boolean;
}

const opening = /^\d*<<(-?)\s*([^<]+)$/;

/** The here-documents that an instruction opens: words that start with `<<`, as BuildKit's lexer divides the joined line. */
export const heredocMarkers = (logical: Logical): readonly Marker[] => {
  const { text } = logical;
  if (!text.includes('<<')) return [];
  const words = lexWords(text);
  return (words ?? []).flatMap(([at, end]) => {
    const match = opening.exec(text.slice(at, end));
    const written = match?.[2];
    if (!match || written === undefined) return [];
    const name = unquoted(written);
    const quoted = /["']/.test(written);
    return [{ name, span: spanOf(logical, at, end), at, end, quoted, dash: match[1] === '-' }];
  });
};

/** The name without quotes and escapes. */
const unquoted = (written: string): string =>
  written.replaceAll(
    /'([^']*)'|"((?:[^"\\]|\\.)*)"|\\(.)/g,
    (_, single, double, escaped) => single ?? double?.replaceAll(/\\(["$\\])/g, '$1') ?? escaped,
  );

/** The words of a line from the first to the last character of each; undefined where quotes or braces are open, with which BuildKit finds none. */
const lexWords = (text: string): readonly Span[] | undefined => {
  const words: Span[] = [];
  let from = -1;
  for (let at = 0; at < text.length; ) {
    const char = text[at] ?? '';
    if (/\s/.test(char)) {
      if (from >= 0) words.push([from, at]);
      from = -1;
      at++;
      continue;
    }
    if (from < 0) from = at;
    const next = partEnd(text, at);
    if (next === undefined) return undefined;
    at = next;
  }
  if (from >= 0) words.push([from, text.length]);
  return words;
};

/** The end of the character, or of the quoted or braced text, that starts at `at`. */
const partEnd = (text: string, at: number): number | undefined => {
  switch (text[at]) {
    case '\\':
      return Math.min(at + 2, text.length);
    case "'": {
      const end = text.indexOf("'", at + 1);
      return end < 0 ? undefined : end + 1;
    }
    case '"':
      return closing(text, at + 1, '"');
    case '$':
      return text[at + 1] === '{' ? braced(text, at + 2) : at + 1;
    case '(':
      // Shells read a shift here, and so do we, though BuildKit may not.
      return text[at + 1] === '(' ? skipArithmetic(text, at) : at + 1;
    case '<': {
      if (text[at + 1] !== '<') return at + 1;
      // BuildKit's own parser takes `<<- EOF` for one, its lexer does not part it so yet.
      let end = text[at + 2] === '-' ? at + 3 : at + 2;
      while (/\s/.test(text[end] ?? '')) end++;
      return end;
    }
    default:
      return at + 1;
  }
};

/** The end of a text up to a character that closes it. */
const closing = (text: string, from: number, close: string): number | undefined => {
  for (let at = from; at < text.length; ) {
    if (text[at] === close) return at + 1;
    const inner = text[at] === '\\' || text[at] === '$' || close === '}';
    const next = inner ? partEnd(text, at) : at + 1;
    if (next === undefined) return undefined;
    at = next;
  }
  return undefined;
};

/** The end of `${…}`; undefined for what is not a substitution of BuildKit, such as that of an array. */
const braced = (text: string, from: number): number | undefined => {
  const form = /^(?:[*#?$!@0-]|\d+|\w*)(:?[-+?]|[#%/}])/.exec(text.slice(from, from + 200));
  if (!form || form[0] === '}') return undefined;
  const end = from + form[0].length;
  return form[1] === '}' ? end : closing(text, end, '}');
};

const skipArithmetic = (text: string, at: number): number => {
  const end = text.indexOf('))', at);
  return end < 0 ? at + 2 : end + 2;
};

/** The here-documents of an instruction whose joined line ends at `from`, and where the last closing line ends; an unclosed one reaches to `limit`. */
export const readHeredocs = (
  text: string,
  markers: readonly Marker[],
  from: number,
  limit: number,
): { readonly heredocs: readonly Heredoc[]; readonly end: number; readonly unclosed?: Marker } => {
  const heredocs: Heredoc[] = [];
  let at = nextLine(text, from, limit);
  let end = from;
  for (const marker of markers) {
    const start = at;
    let closed = false;
    while (at < limit && !closed) {
      const next = nextLine(text, at, limit);
      const line = text.slice(at, next).replace(/\r?\n$/, '');
      closed = (marker.dash ? line.replace(/^\t+/, '') : line) === marker.name;
      if (!closed) at = next;
      else {
        heredocs.push(toHeredoc(marker, [start, at]));
        end = at + line.length;
        at = next;
      }
    }
    if (closed) continue;
    heredocs.push(toHeredoc(marker, [start, limit]));
    return { heredocs, end: limit, unclosed: marker };
  }
  return { heredocs, end };
};

const toHeredoc = (marker: Marker, body: Span): Heredoc => ({
  name: marker.name,
  marker: marker.span,
  body,
  quoted: marker.quoted,
});

const nextLine = (text: string, at: number, limit: number): number => {
  const end = text.indexOf('\n', at);
  return end < 0 || end >= limit ? limit : end + 1;
};
