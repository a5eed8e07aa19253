import { mayHoldSecret, secretsIn } from '../../data/secrets.ts';
import type { Dockerfile, Instruction } from '../../syntax/dockerfile/model.ts';
import { withTriggers } from '../../syntax/dockerfile/select.ts';
import { slice } from '../../text/span.ts';
import type { Rule } from '../rule.ts';
import docs from './secret-value.md' with { type: 'text' };

const rule: Rule = {
  id: 'secret-value',
  on: 'dockerfile',
  docs,
  severity: 'error',
  profile: 'recommended',
  concept: 'secrets-in-images',
  fix: 'none',
  about: ['RUN', 'LABEL', 'COPY', 'ADD', 'CMD', 'ENTRYPOINT', 'HEALTHCHECK'],

  *check(file) {
    if (!mayHoldSecret(file.text)) return;
    for (const instruction of withTriggers(file)) {
      // secret-in-env names the variable.
      if (instruction.keyword === 'ENV' || instruction.keyword === 'ARG') continue;
      const [start] = instruction.span;
      for (const { kind, start: from, end } of secretsIn(slice(file.text, instruction.span))) {
        if (inComment(file, start + from)) continue;
        yield {
          at: [start + from, start + end],
          message: `This is ${kind} by its shape; it stays readable ${where(instruction)}, so revoke it and make a new one.`,
        };
      }
    }
  },
};
export default rule;

const where = ({ keyword }: Instruction): string =>
  keyword === 'COPY' || keyword === 'ADD'
    ? "in the image's files and in this one"
    : "in the image's history and in this file";

const inComment = ({ comments }: Dockerfile, at: number): boolean =>
  comments.some(({ span }) => span[0] <= at && at < span[1]);
