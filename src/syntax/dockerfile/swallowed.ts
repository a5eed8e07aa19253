import type { Span } from '../../text/span.ts';
import type { Swallowed } from './model.ts';
import { isQuoted } from './words.ts';

const begins =
  /\n(ADD|ARG|CMD|COPY|ENTRYPOINT|ENV|EXPOSE|FROM|HEALTHCHECK|LABEL|ONBUILD|RUN|SHELL|STOPSIGNAL|USER|VOLUME|WORKDIR)[ \t]+[^ \t\r\n=]/g;

/** The first instruction that is a part of the one on the lines of a span, because what stands above it ends in an escape character. */
export const swallowedIn = (text: string, span: Span, escape: string): Swallowed | undefined => {
  const source = text.slice(...span);
  if (!source.includes('\n')) return undefined;
  const owner = /^\w+/.exec(source)?.[0] ?? '';
  if (/^onbuild$/i.test(owner)) return undefined;
  for (const match of source.matchAll(begins)) {
    const before = source.slice(0, match.index);
    if (/^healthcheck$/i.test(owner) && match[1] === 'CMD') continue;
    if (isQuoted(before)) return undefined;
    const last = ending.exec(before);
    const [, cut = '', end] = last ?? [];
    if (!last || end !== escape) continue;
    const at = span[0] + last.index;
    const to = at + cut.length;
    return { by: [to - 1, to], cut: [at, to], keyword: match[1] ?? '', owner };
  }
  return undefined;
};

// An escape character with an operator before it, and the empty lines and comments below.
const ending = /([ \t]*(?:&&|\|\||;|\|)?[ \t]*([\\`]))[ \t\r]*(?:\n[ \t\r]*(?:#[^\n]*)?)*$/;
