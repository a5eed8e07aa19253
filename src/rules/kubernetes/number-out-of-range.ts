import { schemaProblems } from '../../syntax/kubernetes/schema-walk.ts';
import { replace } from '../../text/edit.ts';
import type { Rule } from '../rule.ts';
import docs from './number-out-of-range.md' with { type: 'text' };

const rule: Rule = {
  id: 'number-out-of-range',
  on: 'resource',
  docs,
  severity: 'error',
  profile: 'recommended',
  concept: 'kubernetes-role',
  fix: 'suggested',
  about: ['number-out-of-range', 'bad-percentage'],

  *check(resource, { schema }) {
    if (!schema) return;
    for (const problem of schemaProblems(resource, schema)) {
      if (problem.kind === 'bad-percentage') {
        const { at, subject, text } = problem;
        const message = `${subject} takes a whole number, or a percentage such as 25%, and this is the text ${text}.`;
        const bare = /^["'](\d+)["']$/.exec(text)?.[1];
        const fixes = bare
          ? [{ title: 'Remove the quotes', edits: () => [replace(at, bare)] }]
          : [];
        yield { at, message, fixes };
      }
      if (problem.kind !== 'number-out-of-range') continue;
      const { at, subject, value, least, most } = problem;
      const range =
        most === undefined
          ? `at least ${least}`
          : least === 0 && most === 1
            ? '1'
            : `${least} to ${most}`;
      yield { at, message: `${subject} must be ${range}, and this is ${value}.` };
    }
  },
};
export default rule;
