import { DockerfileParser } from 'dockerfile-ast';
import { type Lines, linesOf } from '../../text/lines.ts';
import type { Span } from '../../text/span.ts';
import { heredocMarkers, readHeredocs } from './heredoc.ts';
import { readLogical } from './logical.ts';
import type { Comment, Directive, Swallowed } from './model.ts';
import { swallowedIn } from './swallowed.ts';

/** Where instructions, comments and directives are, as dockerfile-ast finds them. */
export interface Structure {
  readonly escape: string;
  readonly directives: readonly Directive[];
  readonly comments: readonly Comment[];
  readonly instructions: readonly Span[];
  readonly swallowed: readonly Swallowed[];
}

/** Reads the structure of a Dockerfile; it never throws, whatever the text. */
export const readStructure = (text: string): Structure => {
  const escape = escapeOf(text);
  const bodies = text.includes('<<') ? heredocBodies(text, escape) : [];
  let masked = maskKeywords(maskContinuations(maskBodies(text, bodies, escape)));
  const swallowed: Swallowed[] = [];
  for (;;) {
    const structure = read(text, masked, escape);
    const inner = structure.instructions.flatMap(
      (span) => swallowedIn(text, beforeBody(span, bodies), escape) ?? [],
    );
    const more = inner.filter(({ by }) => swallowed.every((each) => each.by[0] !== by[0]));
    if (more.length === 0)
      return {
        ...structure,
        instructions: structure.instructions.map((span) => without(span, swallowed)),
        swallowed,
      };
    swallowed.push(...more);
    // What follows is read as the instruction that it was meant to be.
    for (const { by } of more) masked = `${masked.slice(0, by[0])}_${masked.slice(by[1])}`;
  }
};

/** The lines of an instruction above its here-documents. */
const beforeBody = ([start, end]: Span, bodies: readonly Span[]): Span => {
  const body = bodies.find(([from]) => start <= from && from < end);
  return [start, body ? body[0] : end];
};

/** The span of an instruction up to the characters that swallow the next one. */
const without = ([start, end]: Span, swallowed: readonly Swallowed[]): Span => {
  const inner = swallowed.find(({ by }) => start <= by[0] && by[0] < end);
  return inner ? [start, inner.cut[0]] : [start, end];
};

const head =
  /^\uFEFF?(?:[ \t]*#[ \t]*(?:syntax|check)[ \t]*=.*\r?\n)*[ \t]*#[ \t]*escape[ \t]*=[ \t]*([\\`])[ \t]*(?:\r?\n|$)/i;

const escapeOf = (text: string): string => head.exec(text)?.[1] ?? '\\';

/** The lines that belong to here-documents: from the end of the line that opens them to the end of the last closing line. */
const heredocBodies = (text: string, escape: string): readonly Span[] => {
  const bodies: Span[] = [];
  opens.lastIndex = 0;
  for (let match = opens.exec(text); match; match = opens.exec(text)) {
    const start = match.index + (match[1]?.length ?? 0);
    const { logical, end } = readLogical(text, start, text.length, escape);
    const markers = heredocMarkers(logical);
    if (markers.length === 0) {
      opens.lastIndex = Math.max(opens.lastIndex, end);
      continue;
    }
    const last = readHeredocs(text, markers, end, text.length).end;
    bodies.push([end, last]);
    opens.lastIndex = Math.max(opens.lastIndex, last);
  }
  return bodies;
};

const opens = /^([ \t]*)(?:ONBUILD[ \t]+)?(?:RUN|COPY|ADD)[ \t]/gim;

/**
 * dockerfile-ast divides here-documents otherwise than BuildKit. Their lines become continuations of the same length, so that it
 * finds each instruction with them, and no instruction or comment within them.
 */
const maskBodies = (text: string, bodies: readonly Span[], escape: string): string => {
  let masked = '';
  let from = 0;
  for (const [start, end] of bodies) {
    const lines = text.slice(start, end).split('\n');
    const opening = text.slice(from, start);
    masked += continued(opening, escape);
    masked += lines
      .map((line, i) =>
        i === 0 ? line : i === lines.length - 1 ? blanked(line) : continued(blanked(line), escape),
      )
      .join('\n');
    from = end;
  }
  return masked + text.slice(from);
};

const blanked = (line: string): string => line.replace(/[^\r]/g, '_');

/** A line whose last character continues it. */
const continued = (line: string, escape: string): string =>
  line.replace(/[^\r\n](?=\r?$)/, () => escape);

/** dockerfile-ast continues a line that ends in two escape characters; BuildKit does not. */
const maskContinuations = (text: string): string =>
  /[\\`]{2}[ \t]*$/m.test(text)
    ? text.replace(/[\\`]{2,}(?=[ \t]*\r?$)/gm, (run) => '_'.repeat(run.length))
    : text;

/**
 * dockerfile-ast takes the arguments of instructions that it knows apart, for here-documents and JSON, which are read anew
 * from the source here. Another keyword of the same length gives the same places in half the time.
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

const read = (text: string, masked: string, escape: string): Omit<Structure, 'swallowed'> => {
  const file = DockerfileParser.parse(masked);
  const { starts }: Lines = linesOf(text);
  const offset = (at: Position): number => (starts[at.line] ?? text.length) + at.character;
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
    escape,
    directives: directives.filter(({ name }) => directiveNames.has(name)),
    comments: comments.map((at) => ({ text: text.slice(at[0] + 1, at[1]).trim(), span: at })),
    instructions: file.getInstructions().map((instruction) => span(instruction.getRange())),
  };
};

interface Position {
  readonly line: number;
  readonly character: number;
}
