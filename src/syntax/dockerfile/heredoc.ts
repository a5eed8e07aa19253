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

const opening = /^<<(-?)(["']?)([A-Za-z_][A-Za-z0-9_.-]*)\2/;

/** The here-document markers of an instruction, outside quotes and arithmetic. */
export const heredocMarkers = (logical: Logical): readonly Marker[] => {
  const { text } = logical;
  if (!text.includes('<<')) return [];
  const markers: Marker[] = [];
  let quote = '';
  for (let i = 0; i < text.length; i++) {
    const char = text[i] ?? '';
    if (char === '\\' && quote !== "'") i++;
    else if (quote) quote = char === quote ? '' : quote;
    else if (char === '"' || char === "'") quote = char;
    else if (text.startsWith('<<<', i)) i += 2;
    else if (text.startsWith('((', i)) i = skipArithmetic(text, i);
    else if (char === '<') {
      const match = opening.exec(text.slice(i, i + 160));
      const name = match?.[3];
      if (!match || name === undefined) continue;
      const end = i + match[0].length;
      markers.push({
        name,
        span: spanOf(logical, i, end),
        at: i,
        end,
        quoted: match[2] !== '',
        dash: match[1] === '-',
      });
      i = end - 1;
    }
  }
  return markers;
};

const skipArithmetic = (text: string, at: number): number => {
  const end = text.indexOf('))', at);
  return end < 0 ? at + 1 : end + 1;
};

/** The here-documents of an instruction whose joined line ends at `from`; an unclosed one reaches to `limit`. */
export const readHeredocs = (
  text: string,
  markers: readonly Marker[],
  from: number,
  limit: number,
): { readonly heredocs: readonly Heredoc[]; readonly unclosed?: Marker } => {
  const heredocs: Heredoc[] = [];
  let at = nextLine(text, from, limit);
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
        at = next;
      }
    }
    if (closed) continue;
    heredocs.push(toHeredoc(marker, [start, limit]));
    return { heredocs, unclosed: marker };
  }
  return { heredocs };
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
