import { schemaProblems } from '../../syntax/kubernetes/schema-walk.ts';
import { replace } from '../../text/edit.ts';
import type { Rule } from '../rule.ts';
import docs from './malformed-quantity.md' with { type: 'text' };

const rule: Rule = {
  id: 'malformed-quantity',
  on: 'resource',
  docs,
  severity: 'error',
  profile: 'recommended',
  concept: 'resources',
  aka: ['kube-linter/schema-validation'],
  fix: 'suggested',
  about: ['malformed-quantity'],

  *check(resource, { schema }) {
    if (!schema) return;
    for (const problem of schemaProblems(resource, schema)) {
      if (problem.kind !== 'malformed-quantity') continue;
      const { at, subject, text, rewrite } = problem;
      const fixes = rewrite
        ? [{ title: rewrite.title, edits: () => [replace(at, rewrite.text)] }]
        : [];
      yield {
        at,
        message: `Kubernetes cannot read ${text} as an amount of ${subject}: it takes forms such as 500m, 2, 512Mi and 8Gi.`,
        fixes,
      };
    }
  },
};
export default rule;
