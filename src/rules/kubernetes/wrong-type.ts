import type { WrongType } from '../../syntax/kubernetes/schema-problem.ts';
import { schemaProblems } from '../../syntax/kubernetes/schema-walk.ts';
import { replace } from '../../text/edit.ts';
import type { Rule } from '../rule.ts';
import docs from './wrong-type.md' with { type: 'text' };

const rule: Rule = {
  id: 'wrong-type',
  on: 'resource',
  docs,
  severity: 'error',
  profile: 'recommended',
  concept: 'kubernetes-role',
  aka: ['kube-linter/schema-validation'],
  fix: 'safe',
  about: ['wrong-type'],

  *check(resource, { schema }) {
    if (!schema) return;
    for (const problem of schemaProblems(resource, schema)) {
      if (problem.kind !== 'wrong-type') continue;
      const { at, rewrite } = problem;
      const fixes = rewrite
        ? [
            {
              title: rewrite.title,
              ...(rewrite.safe ? { safe: true as const } : {}),
              edits: () => [replace(at, rewrite.text)],
            },
          ]
        : [];
      yield { at, message: messageOf(problem), fixes };
    }
  },
};
export default rule;

const messageOf = ({ subject, wanted, found, readAs, shown }: WrongType): string => {
  const start = subject.startsWith('an entry') ? `An${subject.slice(2)}` : subject;
  if (readAs !== undefined)
    return `${start} must be ${wanted}, and kubectl reads ${shown ?? 'this'} as ${readAs}.`;
  return `${start} must be ${wanted}, and ${shown ?? 'this'} is ${found}.`;
};
