import type { Span } from '../../text/span.ts';
import type { Instruction, Problem } from './model.ts';
import { isQuoted } from './words.ts';

// A name in the marks of Jinja, Go, Handlebars, ERB, EJS, CMake, autoconf and Python's format (2026-11).
const action = /\{\{[^{}]*\}\}|\{%.*?%\}|\{#.*?#\}|<%.*?%>/;
const cutAction = /^(?:\{\{|\{%|\{#|<%)/;
const placeholder = /@[A-Za-z_]\w*@/;
const wholeLine = /^(?:\{\w+\}|%\w+%|__\w+__)$/;

// Instructions whose words are names and paths, where such marks mean nothing to Docker.
const plain: ReadonlySet<string> = new Set(
  'FROM COPY ADD EXPOSE WORKDIR USER STOPSIGNAL VOLUME UNKNOWN'.split(' '),
);

/** The first words that show a file to be the template of a Dockerfile. */
export const templateMark = (
  text: string,
  instructions: readonly Instruction[],
): Span | undefined => {
  if (!/\{\{|\{%|<%|@\w+@|^[ \t]*(?:FROM[ \t]+)?(?:\{|%|__)\w/im.test(text)) return undefined;
  for (const instruction of instructions) {
    const { keyword, span, operands } = instruction;
    // What a here-document writes may well be a template.
    const heredocs = 'heredocs' in instruction ? instruction.heredocs : [];
    const source = text.slice(span[0], heredocs[0]?.body[0] ?? span[1]);
    const line = source.split('\n', 1)[0]?.trimEnd() ?? '';
    const whole: Span = [span[0], span[0] + line.length];
    if (keyword === 'UNKNOWN' && (cutAction.test(line) || wholeLine.test(line))) return whole;
    const form = keyword === 'RUN' ? statement : plain.has(keyword) ? mark : undefined;
    const match = form?.exec(source);
    if (match && !isQuoted(source.slice(0, match.index)))
      return [span[0] + match.index, span[0] + match.index + match[0].length];
    if (keyword === 'FROM' && /^\{\w+\}/.test(text.slice(...operands))) return whole;
  }
  return undefined;
};

const mark = new RegExp(`${action.source}|${placeholder.source}`);

// Shells and the formats of other programs have braces of their own: a statement of a template is none of them.
const statement =
  /\{%-?\s*(?:if|elif|else|endif|for|endfor|set|block|endblock|include|macro|raw)\b[^}]*%\}|^[ \t]*(?:\{\{.*\}\}|<%.*%>)(?=[ \t]*\\?\r?$)|\{\{-?\s*(?:if|range|end|with|else)\b[^}]*\}\}|(?<=[ =])\{\{\s*[A-Za-z_][\w.]*(?:\s*\|[^{}]*)?\s*\}\}/m;

/** The problems with those of pasted text, which is not a Dockerfile, as one. */
export const withoutPasted = (
  problems: readonly Problem[],
  instructions: readonly Instruction[],
): readonly Problem[] => {
  const first = instructions.findIndex(({ keyword }) => keyword === 'FROM');
  const before = first < 0 ? instructions : instructions.slice(0, first);
  const strange = before.filter((each) => each.keyword === 'UNKNOWN' && !isSlip(each, problems));
  const unknown = before.filter(({ keyword }) => keyword === 'UNKNOWN');
  const [start] = unknown;
  if (!start || strange.length < 2 || strange.length * 2 < unknown.length) return problems;
  const end = before.at(-1)?.span[1] ?? start.span[1];
  const others = problems.filter(({ span }) => span[0] < start.span[0] || span[0] > end);
  return [
    ...others.filter(({ about }) => about !== 'order'),
    {
      kind: 'unknown-instruction',
      span: start.word.span,
      message:
        first < 0
          ? 'This file has no FROM and lines that are not Dockerfile instructions: it is not a Dockerfile.'
          : 'The lines from here to FROM are not Dockerfile instructions: text of another kind stands before the Dockerfile.',
    },
  ];
};

/** Whether a word may be an instruction that is misspelt. */
const isSlip = ({ word }: Instruction, problems: readonly Problem[]): boolean =>
  /^[A-Z]+$/.test(word.raw) ||
  (/^[A-Za-z]+$/.test(word.raw) &&
    problems.some(({ span, instead }) => instead && span[0] === word.span[0]));
