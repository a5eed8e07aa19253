import { type Logical, readLines, readLogical } from './logical.ts';
import type { Dockerfile, Run, Start } from './model.ts';

/** The text that the shell of an instruction reads: its operands, or the here-document that is all of it. */
export const shellText = (
  { text, escape }: Dockerfile,
  instruction: Run | Start,
): Logical | undefined => {
  if (instruction.form !== 'shell' || instruction.script.broken) return undefined;
  const [only, more] = instruction.keyword === 'RUN' ? instruction.heredocs : [];
  if (more) return undefined;
  const { span, operands } = instruction;
  if (!only) return cut(readLogical(text, span[0], span[1], escape).logical, operands[0]);
  // `RUN <<EOF` alone; a here-document that a command reads is text of that command.
  return text.slice(...operands).startsWith('<<') ? readLines(text, only.body) : undefined;
};

/** A joined text from an offset of the file on. */
const cut = ({ text, pieces }: Logical, from: number): Logical => {
  const at = pieces.findLastIndex(({ source }) => source <= from);
  const piece = pieces[at];
  if (!piece) return { text, pieces };
  const start = piece.at + from - piece.source;
  return {
    text: text.slice(start),
    pieces: [
      { at: 0, source: from },
      ...pieces.slice(at + 1).map((each) => ({ at: each.at - start, source: each.source })),
    ],
  };
};
