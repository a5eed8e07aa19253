import { DockerfileParser } from 'dockerfile-ast';
import { type Lines, linesOf } from '../../text/lines.ts';
import type { Span } from '../../text/span.ts';
import { heredocMarkers } from './heredoc.ts';
import { readLogical } from './logical.ts';
import type { Comment, Directive } from './model.ts';

/** Where instructions, comments and directives stand, as dockerfile-ast finds them. */
export interface Structure {
  readonly escape: string;
  readonly directives: readonly Directive[];
  readonly comments: readonly Comment[];
  readonly instructions: readonly Span[];
}

/** Reads the structure of a Dockerfile; it never throws, whatever the text. */
export const readStructure = (text: string): Structure => {
  let masked = maskContinuations(text);
  if (!masked.includes('<<')) return read(maskKeywords(masked));
  // dockerfile-ast takes a quoted `<<` for a here-document and swallows what follows.
  for (let i = 0; i < 16; i++) {
    const structure = read(masked);
    const wrong = quotedMarker(masked, structure);
    if (wrong === undefined) return structure;
    masked = `${masked.slice(0, wrong)}__${masked.slice(wrong + 2)}`;
  }
  return read(masked.replaceAll('<<', '__'));
};

/** dockerfile-ast continues a line that ends in two escape characters; BuildKit does not. */
const maskContinuations = (text: string): string =>
  /[\\`]{2}[ \t]*$/m.test(text)
    ? text.replace(/[\\`]{2,}(?=[ \t]*\r?$)/gm, (run) => '_'.repeat(run.length))
    : text;

/**
 * dockerfile-ast takes the arguments of instructions that it knows apart, for here-documents and JSON, which are read anew
 * from the source here. Without here-documents another keyword of the same length gives the same places in half the time.
 */
const maskKeywords = (text: string): string => {
  let masked = '';
  let from = 0;
  firstWord.lastIndex = 0;
  for (let match = firstWord.exec(text); match; match = firstWord.exec(text)) {
    const word = match[1] ?? '';
    if (!takenApart.has(word) && !takenApart.has(word.toUpperCase())) continue;
    masked += text.slice(from, firstWord.lastIndex - word.length) + '_'.repeat(word.length);
    from = firstWord.lastIndex;
  }
  return masked + text.slice(from);
};

const firstWord = /^[ \t]*([A-Za-z]{3,11})(?=[ \t])/gm;

const takenApart: ReadonlySet<string> = new Set([
  ...['ADD', 'ARG', 'CMD', 'COPY', 'ENTRYPOINT', 'ENV', 'FROM', 'HEALTHCHECK', 'LABEL'],
  ...['ONBUILD', 'RUN', 'SHELL', 'USER', 'VOLUME', 'WORKDIR'],
]);

const directiveNames: ReadonlySet<string> = new Set(['syntax', 'escape', 'check']);

const read = (text: string): Structure => {
  const file = DockerfileParser.parse(text);
  const { starts }: Lines = linesOf(text);
  const offset = (at: { line: number; character: number }): number =>
    (starts[at.line] ?? text.length) + at.character;
  const span = (range: { start: Position; end: Position }): Span => [
    offset(range.start),
    offset(range.end),
  ];
  const directives = file.getDirectives().map((directive) => ({
    name: directive.getName().toLowerCase(),
    value: directive.getValue(),
    span: span(directive.getRange()),
  }));
  const comments = [
    ...file.getComments().map((comment) => span(comment.getRange())),
    // dockerfile-ast takes `# hadolint ignore=…` on the first line for a directive.
    ...directives
      .filter(({ name }) => !directiveNames.has(name))
      .map((directive) => directive.span),
  ].sort((one, other) => one[0] - other[0]);
  return {
    escape: file.getEscapeCharacter(),
    directives: directives.filter(({ name }) => directiveNames.has(name)),
    comments: comments.map((at) => ({ text: text.slice(at[0] + 1, at[1]).trim(), span: at })),
    instructions: file.getInstructions().map((instruction) => span(instruction.getRange())),
  };
};

interface Position {
  readonly line: number;
  readonly character: number;
}

const quotedMarker = (text: string, { instructions, escape }: Structure): number | undefined => {
  for (const [start, end] of instructions) {
    const { logical } = readLogical(text, start, end, escape);
    const at = logical.text.search(/["'][^\n]*<</);
    if (at < 0) continue;
    const real = new Set(heredocMarkers(logical).map((marker) => marker.span[0]));
    for (let i = text.indexOf('<<', start); i >= 0 && i < end; i = text.indexOf('<<', i + 2)) {
      if (text[i + 2] === '<') i++;
      else if (!real.has(i) && i < logicalEnd(text, start, end, escape)) return i;
    }
  }
  return undefined;
};

const logicalEnd = (text: string, start: number, end: number, escape: string): number =>
  readLogical(text, start, end, escape).end;
