import { rename } from '../../syntax/kubernetes/edits.ts';
import { moveField } from '../../syntax/kubernetes/move-field.ts';
import type { UnknownField } from '../../syntax/kubernetes/schema-problem.ts';
import { schemaProblems } from '../../syntax/kubernetes/schema-walk.ts';
import { mend } from '../mend.ts';
import type { Rule } from '../rule.ts';
import docs from './unknown-field.md' with { type: 'text' };

const rule: Rule = {
  id: 'unknown-field',
  on: 'resource',
  docs,
  severity: 'error',
  profile: 'recommended',
  concept: 'kubernetes-role',
  aka: ['kube-linter/schema-validation'],
  fix: 'suggested',

  *check(resource, { schema }) {
    if (!schema) return;
    for (const problem of schemaProblems(resource, schema)) {
      if (problem.kind !== 'unknown-field') continue;
      const { at, meant, belongs } = problem;
      const moved = belongs && !resource.templated ? moveField(resource, at, belongs) : undefined;
      const fixes = meant
        ? [{ title: `Rename to ${meant}`, edits: () => [rename(resource, at, meant)] }]
        : [];
      yield {
        at,
        message: messageOf(problem),
        fixes,
        ...(belongs ? mend(`Move it to ${belongs.label}`, ...(moved ?? [undefined])) : {}),
      };
    }
  },
};
export default rule;

const messageOf = ({ field, owner, meant, belongs, fields }: UnknownField): string => {
  const start = `${field} is no field of ${owner}`;
  if (meant) return `${start}. Did you mean ${meant}?`;
  if (belongs) return `${start}, but of ${belongs.label}.`;
  const [last, ...rest] = fields.toReversed();
  if (last === undefined) return `${start}, and Kubernetes refuses or drops it.`;
  const list = rest.length > 0 ? `${rest.toReversed().join(', ')} and ${last}` : last;
  return `${start}. It has ${list}.`;
};
