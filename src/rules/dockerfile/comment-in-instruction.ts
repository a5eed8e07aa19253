import type { Instruction } from '../../syntax/dockerfile/model.ts';
import { trailingComment } from '../../syntax/dockerfile/trailing-comment.ts';
import { insert, remove } from '../../text/edit.ts';
import { lineEndOf } from '../../text/lines.ts';
import type { Rule } from '../rule.ts';
import docs from './comment-in-instruction.md' with { type: 'text' };

const rule: Rule = {
  id: 'comment-in-instruction',
  on: 'dockerfile',
  docs,
  severity: 'error',
  profile: 'recommended',
  concept: 'from-base-image',
  fix: 'suggested',
  about: ['WORKDIR', 'USER', 'VOLUME', 'COPY', 'ADD', 'ENV'],
  holds: [' #', '\t#'],

  *check({ instructions, text }) {
    for (const instruction of instructions) {
      const at = trailingComment(instruction, text);
      if (!at) continue;
      const start = instruction.span[0];
      const indent = text.slice(text.lastIndexOf('\n', start - 1) + 1, start);
      const before = text.slice(0, at[0]).trimEnd().length;
      yield {
        at,
        message: `${instruction.word.raw} has no comments: ${consequence(instruction, text.slice(...instruction.operands))}.`,
        ...(instruction.keyword === 'VOLUME' ? { severity: 'warning' } : {}),
        ...(indent.trim() === ''
          ? {
              fixes: [
                {
                  title: 'Put the comment on a line of its own',
                  edits: () => [
                    insert(start, `${text.slice(...at)}${lineEndOf(text)}${indent}`),
                    remove([before, at[1]]),
                  ],
                },
              ],
            }
          : {}),
      };
    }
  },
};
export default rule;

const consequence = ({ keyword }: Instruction, operands: string): string => {
  switch (keyword) {
    case 'WORKDIR':
      return `the working directory is "${operands.trim()}"`;
    case 'USER':
      return `no user is called "${operands.trim()}", so nothing can run`;
    case 'ENV':
      return 'the value goes on to the end of the line';
    case 'VOLUME':
      return 'each of these words is a volume';
    default:
      return 'it takes these words for paths';
  }
};
