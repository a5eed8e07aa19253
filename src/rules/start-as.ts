import { aboveOf } from '../syntax/dockerfile/above.ts';
import type { Instruction, Stage } from '../syntax/dockerfile/model.ts';
import { type Edit, insert } from '../text/edit.ts';
import { lineEndOf } from '../text/lines.ts';

const starts = ({ keyword }: Instruction): boolean => keyword === 'CMD' || keyword === 'ENTRYPOINT';

const builds: ReadonlySet<string> = new Set(['RUN', 'COPY', 'ADD', 'WORKDIR']);

/** The edit that starts a stage's container as `user`: USER before its start command, or after what still has to be written as root, with another line above it; undefined without such a command. */
export const startAs = (
  text: string,
  { instructions }: Stage,
  user: string,
  above?: string,
): Edit | undefined => {
  if (!instructions.some(starts)) return undefined;
  const end = lineEndOf(text);
  const lines = `${above === undefined ? '' : above + end}USER ${user}`;
  const last = instructions.findLastIndex(({ keyword }) => builds.has(keyword));
  const before = instructions.slice(last + 1).find(starts);
  return before
    ? insert(aboveOf(text, before), `${lines}${end}`)
    : insert(instructions[last]?.span[1] ?? text.length, `${end}${lines}`);
};
