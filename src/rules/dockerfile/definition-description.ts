import type { Instruction } from '../../syntax/dockerfile/model.ts';
import type { Word } from '../../syntax/word.ts';
import { insert } from '../../text/edit.ts';
import { lineAt, lineEndOf } from '../../text/lines.ts';
import type { Rule } from '../rule.ts';
import docs from './definition-description.md' with { type: 'text' };

const rule: Rule = {
  id: 'definition-description',
  on: 'dockerfile',
  docs,
  severity: 'hint',
  profile: 'strict',
  concept: 'env-arg',
  aka: ['buildkit/InvalidDefinitionDescription'],
  fix: 'suggested',
  about: ['ARG', 'FROM'],

  *check({ instructions, comments, lines, text }) {
    const byLine = new Map(comments.map((comment) => [lineAt(lines(), comment.span[0]), comment]));
    for (const instruction of instructions) {
      const names = namesOf(instruction);
      const [first] = names;
      const comment = byLine.get(lineAt(lines(), instruction.span[0]) - 1);
      if (!first || !comment || isPragma(comment.text)) continue;
      const said = comment.text.trim().split(' ', 1)[0];
      if (names.some(({ raw }) => raw === said)) continue;
      yield {
        at: first.span,
        message: `docker build --call=outline leaves out the comment above, because a description of ${first.raw} begins with that name.`,
        fixes: [
          {
            title: 'Put an empty line under the comment',
            edits: () => [insert(instruction.span[0], lineEndOf(text))],
          },
        ],
      };
    }
  },
};
export default rule;

const namesOf = (instruction: Instruction): readonly Word[] => {
  if (instruction.keyword === 'ARG') return instruction.pairs.map(({ key }) => key);
  return instruction.keyword === 'FROM' && instruction.name ? [instruction.name] : [];
};

const isPragma = (comment: string): boolean =>
  /^\s*(?:(?:hadolint|seaworthy|tally)\s|(?:check|syntax|escape)\s*=|(?:checkov|trivy|dockerfile-utils):)/i.test(
    comment,
  );
