import { schemaProblems } from '../../syntax/kubernetes/schema-walk.ts';
import { replace } from '../../text/edit.ts';
import type { Rule } from '../rule.ts';
import docs from './bad-enum.md' with { type: 'text' };

const rule: Rule = {
  id: 'bad-enum',
  on: 'resource',
  docs,
  severity: 'error',
  profile: 'recommended',
  concept: 'kubernetes-role',
  fix: 'suggested',
  about: ['bad-enum'],

  *check(resource, { schema }) {
    if (!schema) return;
    for (const problem of schemaProblems(resource, schema)) {
      if (problem.kind !== 'bad-enum') continue;
      const { at, subject, text, values, rewrite } = problem;
      const fixes = rewrite
        ? [{ title: rewrite.title, edits: () => [replace(at, rewrite.text)] }]
        : [];
      yield {
        at,
        message: `${text} is no value of ${subject}, which takes ${listed(values)}.`,
        fixes,
      };
    }
  },
};
export default rule;

const mostListed = 8;

const listed = (values: readonly string[]): string => {
  const words = values.filter((value) => value !== '');
  if (words.length > mostListed) return `${words.slice(0, mostListed).join(', ')} and others`;
  const last = words.at(-1) ?? '';
  return words.length > 1 ? `${words.slice(0, -1).join(', ')} or ${last}` : last;
};
