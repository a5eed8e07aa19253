import { newestKubernetes } from '../../data/kubernetes-version.ts';
import { atLeast } from '../../data/removed-apis.ts';
import type { ResourceIn } from '../../project/project.ts';
import { rename } from '../../syntax/kubernetes/edits.ts';
import { backend } from '../../syntax/kubernetes/migrate-ingress.ts';
import { moveField } from '../../syntax/kubernetes/move-field.ts';
import { entryAt } from '../../syntax/kubernetes/schema-at.ts';
import type { UnknownField } from '../../syntax/kubernetes/schema-problem.ts';
import { schemaProblems } from '../../syntax/kubernetes/schema-walk.ts';
import type { Span } from '../../text/span.ts';
import { mend } from '../mend.ts';
import type { Finding, Rule } from '../rule.ts';
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
  about: ['unknown-field'],

  *check(resource, { schema, kubernetesVersion }) {
    if (!schema) return;
    const beyond = !atLeast(newestKubernetes.version, kubernetesVersion);
    for (const problem of schemaProblems(resource, schema)) {
      if (problem.kind !== 'unknown-field') continue;
      const { at, meant, belongs, into } = problem;
      // In a patch it only deletes.
      if (resource.partial && isNull(resource, at)) continue;
      const moved = belongs && !resource.templated ? moveField(resource, at, belongs) : undefined;
      const fixes = meant
        ? [{ title: `Rename to ${meant}`, edits: () => [rename(resource, at, meant)] }]
        : [];
      yield {
        at,
        ...(problem.akin || (beyond && isGuess(problem))
          ? { message: mayBeNew(problem), severity: 'hint' }
          : { message: messageOf(problem) }),
        fixes,
        ...(into && !resource.templated ? inNewShape(resource, at, into) : {}),
        ...(belongs ? mend(`Move it to ${belongs.label}`, ...(moved ?? [undefined])) : {}),
      };
    }
  },
};
export default rule;

const isNull = (resource: ResourceIn, at: Span): boolean => {
  const path = entryAt(resource, at[0] + 1)?.path;
  return path !== undefined && resource.get(path) === null;
};

/** The fix of a field of an old Ingress. */
const inNewShape = (resource: ResourceIn, at: Span, into: string): Pick<Finding, 'fixes'> => {
  const path = entryAt(resource, at[0] + 1)?.path;
  if (!path) return {};
  const whole = into === 'service' ? path.slice(0, -1) : path;
  const key = into === 'service' ? String(whole.at(-1)) : into;
  return mend(`Write ${into}`, backend(resource, whole, key));
};

/** Whether nothing that is known comes near to a field. */
const isGuess = ({ meant, belongs, into }: UnknownField): boolean =>
  meant === undefined && belongs === undefined && into === undefined;

const mayBeNew = ({ field, owner, meant }: UnknownField): string =>
  `Kubernetes up to ${newestKubernetes.version} (${newestKubernetes.released}) has no field ${field} in ${owner}: it refuses or drops it, unless a newer version has it.${meant === undefined ? '' : ` Did you mean ${meant}?`}`;

const messageOf = ({ field, owner, meant, belongs, fields, into }: UnknownField): string => {
  const start = `${field} is not a field of ${owner}`;
  if (meant) return `${start}. Did you mean ${meant}?`;
  if (into) return `${start} in this version: ${into} holds what it said.`;
  if (belongs)
    return belongs.label === owner
      ? `${field} is not a field of this ${owner}, but of the one above it.`
      : `${start}, but of ${belongs.label}.`;
  const [last, ...rest] = fields.toReversed();
  if (last === undefined) return `${start}, and Kubernetes refuses or drops it.`;
  const list = rest.length > 0 ? `${rest.toReversed().join(', ')} and ${last}` : last;
  return `${start}. It has ${list}.`;
};
