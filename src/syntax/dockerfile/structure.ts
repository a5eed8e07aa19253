import type { Span } from '../../text/span.ts';
import { heredocMarkers, readHeredocs } from './heredoc.ts';
import { readLogical } from './logical.ts';
import type { Comment, Directive, Swallowed } from './model.ts';
import { swallowedIn } from './swallowed.ts';

/** Where instructions, comments and directives stand, as BuildKit reads them. */
export interface Structure {
  readonly escape: string;
  readonly directives: readonly Directive[];
  readonly comments: readonly Comment[];
  readonly instructions: readonly Span[];
  readonly swallowed: readonly Swallowed[];
}

/** Reads the structure of a Dockerfile, any text gives one. */
export const readStructure = (text: string): Structure => {
  const directives: Directive[] = [];
  const comments: Comment[] = [];
  const instructions: Span[] = [];
  const swallowed: Swallowed[] = [];
  let escape = '\\';
  let heading = true;
  let at = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  while (at < text.length) {
    const lineEnd = endOfLine(text, at);
    const start = skipBlank(text, at, lineEnd);
    const span: Span = [start, trimmedEnd(text, start, lineEnd)];
    at = lineEnd + 1;
    if (text[start] === '#') {
      const directive: Directive | undefined = heading ? directiveAt(text, span) : undefined;
      heading = directive !== undefined;
      if (!directive) {
        comments.push(commentAt(text, span));
        continue;
      }
      const first = directives.every(({ name }) => name !== directive.name);
      directives.push(directive);
      if (first && directive.name === 'escape' && /^[\\`]$/.test(directive.value))
        escape = directive.value;
      continue;
    }
    // Directives end before the first line that is none, an empty one too.
    heading = false;
    if (start === span[1]) continue;
    const end = instructionEnd(text, start, escape, comments, swallowed);
    instructions.push([start, end]);
    at = Math.max(at, endOfLine(text, end) + 1);
  }
  return { escape, directives, comments, instructions, swallowed };
};

const endOfLine = (text: string, at: number): number => {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end;
};

const isBlank = (code: number): boolean => code === 32 || (code >= 9 && code <= 13 && code !== 10);

const skipBlank = (text: string, from: number, to: number): number => {
  let at = from;
  while (at < to && isBlank(text.charCodeAt(at))) at++;
  return at;
};

/** The end of a text without the line ends that it ends in. */
const trimmedEnd = (text: string, from: number, to: number): number => {
  let at = to;
  while (at > from && (text[at - 1] === '\n' || text[at - 1] === '\r')) at--;
  return at;
};

const directiveAt = (text: string, span: Span): Directive | undefined => {
  const match = directiveForm.exec(text.slice(...span));
  const [, name = '', value = ''] = match ?? [];
  return match ? { name: name.toLowerCase(), value, span } : undefined;
};

const directiveForm = /^#\s*(syntax|escape|check)\s*=\s*(.+?)$/i;

const commentAt = (text: string, span: Span): Comment => ({
  text: text.slice(span[0] + 1, span[1]).trim(),
  span,
});

const holdsHeredocs = /^(?:ONBUILD\s+)?(?:RUN|COPY|ADD)\s/i;

/** The end of the instruction that starts at `start`: of its last line, or of the line that closes its last here-document; notes the comments within, and what it swallows. */
const instructionEnd = (
  text: string,
  start: number,
  escape: string,
  comments: Comment[],
  swallowed: Swallowed[],
): number => {
  const { logical, end } = readLogical(text, start, text.length, escape);
  const inner = swallowedIn(text, [start, end], escape);
  if (inner) {
    swallowed.push(inner);
    noteComments(text, [start, inner.by[0]], comments);
    return inner.cut[0];
  }
  noteComments(text, [start, end], comments);
  const markers = holdsHeredocs.test(logical.text) ? heredocMarkers(logical) : [];
  if (markers.length === 0) return trimmedEnd(text, start, end);
  return readHeredocs(text, markers, end, text.length).end;
};

const noteComments = (text: string, [start, end]: Span, comments: Comment[]): void => {
  for (let at = endOfLine(text, start) + 1; at < end; at = endOfLine(text, at) + 1) {
    const lineEnd = endOfLine(text, at);
    const from = skipBlank(text, at, lineEnd);
    if (text[from] === '#') comments.push(commentAt(text, [from, trimmedEnd(text, from, lineEnd)]));
  }
};
