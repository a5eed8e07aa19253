import type { Instruction, Run } from '../../syntax/dockerfile/model.ts';
import { unreadScript } from '../../syntax/shell/parse.ts';
import { insert, remove, replace } from '../../text/edit.ts';
import type { Finding, Rule } from '../rule.ts';
import docs from './broken-continuation.md' with { type: 'text' };

const rule: Rule = {
  id: 'broken-continuation',
  on: 'dockerfile',
  docs,
  severity: 'error',
  profile: 'recommended',
  concept: 'run-build-time',
  fix: 'suggested',
  about: ['RUN'],

  *check({ instructions, text, escape }) {
    for (const [i, instruction] of instructions.entries()) {
      if (instruction.keyword !== 'RUN' || instruction.form !== 'shell') continue;
      if (instruction.heredocs.length > 0) continue;
      const next = instructions[i + 1];
      const finding = instead(instruction, next, escape) ?? open(instruction, next, text, escape);
      if (finding) yield finding;
    }
  },
};
export default rule;

const follows = (next: Instruction | undefined): boolean => next?.keyword === 'UNKNOWN';

/** A slash, or a continuation with a comment behind it, before lines that are no instruction. */
const instead = (
  { script }: Run,
  next: Instruction | undefined,
  escape: string,
): Finding | undefined => {
  const words = script.commands.at(-1)?.words ?? [];
  const last = words.at(-1);
  if (!follows(next) || !last) return undefined;
  if (last.raw === '/')
    return {
      at: last.span,
      message: `A ${escape} continues the line; this / ends the RUN here.`,
      fixes: [{ title: `Write ${escape}`, edits: () => [replace(last.span, escape)] }],
    };
  const comment = words.find(({ raw }) => raw.startsWith('\\ #') || raw.startsWith('\\\t#'));
  if (!comment || escape !== '\\') return undefined;
  const [start] = comment.span;
  return {
    at: [start, last.span[1]],
    message: 'Only the end of the line may follow the \\, so the comment ends the RUN here.',
    fixes: [{ title: 'Delete the comment', edits: () => [remove([start + 1, last.span[1]])] }],
  };
};

/** An operator that nothing follows. */
const open = (
  { operands, script }: Run,
  next: Instruction | undefined,
  text: string,
  escape: string,
): Finding | undefined => {
  if (!script.broken || script === unreadScript) return undefined;
  const operator = /(?:&&|\|\||\|)$/.exec(text.slice(...operands))?.[0];
  if (!operator) return undefined;
  const at = [operands[1] - operator.length, operands[1]] as const;
  return {
    at,
    message: `The shell waits for a command behind ${operator}, so this RUN fails.`,
    fixes: [
      follows(next)
        ? { title: 'Continue on the next line', edits: () => [insert(at[1], ` ${escape}`)] }
        : {
            title: `Delete ${operator}`,
            edits: () => [remove([text.slice(0, at[0]).trimEnd().length, at[1]])],
          },
    ],
  };
};
