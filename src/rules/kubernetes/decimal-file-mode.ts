import { isJson } from '../../syntax/kubernetes/edits.ts';
import { schemaProblems } from '../../syntax/kubernetes/schema-walk.ts';
import { replace } from '../../text/edit.ts';
import type { Rule } from '../rule.ts';
import docs from './decimal-file-mode.md' with { type: 'text' };

const rule: Rule = {
  id: 'decimal-file-mode',
  on: 'resource',
  docs,
  severity: 'warning',
  profile: 'recommended',
  concept: 'persistent-volume',
  fix: 'suggested',
  about: ['decimal-file-mode'],

  *check(resource, { schema }) {
    if (!schema) return;
    for (const problem of schemaProblems(resource, schema)) {
      if (problem.kind !== 'decimal-file-mode') continue;
      const { at, subject, value } = problem;
      const meant = `0${value}`;
      yield {
        at,
        message:
          value > 0o777
            ? `${subject} ${value} is no file mode: without a leading 0 it is a decimal number, and the highest mode is 511, which is 0777.`
            : `${subject} ${value} is the mode 0${value.toString(8)}: without a leading 0 it is a decimal number.`,
        // JSON has no octal numbers.
        ...(isJson(resource)
          ? {}
          : { fixes: [{ title: `Write ${meant}`, edits: () => [replace(at, meant)] }] }),
      };
    }
  },
};
export default rule;
