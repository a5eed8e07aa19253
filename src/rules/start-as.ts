import { aboveOf } from '../syntax/dockerfile/above.ts';
import type { Instruction, Stage } from '../syntax/dockerfile/model.ts';
import { type Edit, insert } from '../text/edit.ts';
import { lineEndOf } from '../text/lines.ts';

const starts = ({ keyword }: Instruction): boolean => keyword === 'CMD' || keyword === 'ENTRYPOINT';

const builds: ReadonlySet<string> = new Set(['RUN', 'COPY', 'ADD', 'WORKDIR']);

/** The edits that start a stage's container as `user`, whom a command may make first: USER before its start command, or after what still has to be written as root; undefined without a start command. */
export const startAs = (
  text: string,
  { instructions }: Stage,
  user: string,
  command?: string,
): readonly Edit[] | undefined => {
  if (!instructions.some(starts)) return undefined;
  const end = lineEndOf(text);
  const last = instructions.findLastIndex(({ keyword }) => builds.has(keyword));
  const start = instructions.findIndex((each, i) => i > last && starts(each));
  const before = instructions[start < 0 ? last : start - 1];
  const first = instructions[start];
  const like = (first ?? before)?.word.raw ?? '';
  const lower = like === like.toLowerCase();
  const written = (keyword: string): string => (lower ? keyword.toLowerCase() : keyword);
  const joint = command === undefined ? undefined : endOfChain(before);
  const line = `${written('USER')} ${user}`;
  const made =
    command === undefined || joint !== undefined
      ? line
      : `${written('RUN')} ${command}${end}${line}`;
  const at = first ? aboveOf(text, first) : (before?.span[1] ?? text.length);
  if (joint !== undefined && joint === at) return [insert(at, ` && ${command}${end}${line}`)];
  return [
    ...(joint === undefined ? [] : [insert(joint, ` && ${command}`)]),
    insert(at, first ? `${made}${end}` : `${end}${made}`),
  ];
};

/** Where another command can be added to a RUN, so that it needs no layer of its own. */
const endOfChain = (instruction: Instruction | undefined): number | undefined => {
  if (instruction?.keyword !== 'RUN' || instruction.form === 'exec') return undefined;
  const { flags, heredocs, script } = instruction;
  if (flags.length > 0 || heredocs.length > 0 || !script.chain || script.broken) return undefined;
  return script.commands.at(-1)?.listEnd;
};
