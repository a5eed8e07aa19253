import type { Run } from '../../syntax/dockerfile/model.ts';
import { replace } from '../../text/edit.ts';
import { lineEndOf } from '../../text/lines.ts';
import type { Offer } from './refactoring.ts';

const fewest = 3;

/** Writes a long chain of `&&` as a here-document, one command in a line. */
export const heredoc: Offer = ({ file, stage, instruction }) => {
  if (instruction.keyword !== 'RUN' || instruction.form !== 'shell') return undefined;
  const { script, heredocs, operands } = instruction;
  if (!script.chain || script.broken || heredocs.length > 0) return undefined;
  if (script.commands.length < fewest || file.escape !== '\\') return undefined;
  // Another shell may not know `set -e`.
  if (stage.instructions.some(({ keyword }) => keyword === 'SHELL')) return undefined;
  const lines = commandsOf(file.text, instruction);
  if (!lines || lines.some((line) => line.includes('<<'))) return undefined;
  const end = lineEndOf(file.text);
  return {
    title: 'Write the commands as a here-document',
    edits: [replace(operands, ['<<EOF', 'set -e', ...lines, 'EOF'].join(end))],
  };
};

/** The source of each command of a chain, or undefined where comments stand between. */
const commandsOf = (
  text: string,
  { script: { commands }, operands }: Run,
): readonly string[] | undefined => {
  if (/\n[ \t]*#/.test(text.slice(...operands))) return undefined;
  const result: string[] = [];
  let from = operands[0];
  for (const [i, command] of commands.entries()) {
    const next = commands[i + 1];
    const joint = next ? text.indexOf('&&', command.span[1]) : operands[1];
    if (joint < 0 || (next && joint > next.span[0])) return undefined;
    result.push(tidy(text.slice(from, joint)));
    from = joint + 2;
  }
  return result;
};

/** A command without the continuations before and behind it; those inside stay, with their lines set in. */
const tidy = (source: string): string =>
  source
    .replace(/^(?:[ \t]|\\[ \t]*\r?\n|\r?\n)+/, '')
    .replace(/(?:[ \t]|\\[ \t]*\r?\n|\r?\n)+$/, '')
    .replace(/\n[ \t]+/g, '\n  ');
