import type { ResourceIn } from '../../project/project.ts';
import { removeKey } from '../../syntax/kubernetes/edits.ts';
import { entryAt } from '../../syntax/kubernetes/fields.ts';
import type { KeyPath } from '../../syntax/kubernetes/model.ts';
import { entryAt as fieldAt } from '../../syntax/kubernetes/schema-at.ts';
import type { NotAllowed } from '../../syntax/kubernetes/schema-problem.ts';
import { schemaProblems } from '../../syntax/kubernetes/schema-walk.ts';
import { isRecord } from '../../syntax/kustomization.ts';
import { mend } from '../mend.ts';
import type { Finding, Rule } from '../rule.ts';
import docs from './exclusive-fields.md' with { type: 'text' };

const rule: Rule = {
  id: 'exclusive-fields',
  on: 'resource',
  docs,
  severity: 'error',
  profile: 'recommended',
  concept: 'pod',
  fix: 'suggested',

  *check(resource, { schema }) {
    if (!schema || resource.templated || resource.partial) return;
    for (const problem of schemaProblems(resource, schema)) {
      if (problem.kind === 'not-allowed') yield forbidden(resource, problem);
      if (problem.kind !== 'exclusive-fields') continue;
      const { at, field, other, otherAt, owner } = problem;
      yield {
        at,
        message: `${upper(owner)} takes ${other} or ${field}, not both.`,
        related: [{ file: resource.path, at: otherAt, message: `${other} is set here` }],
      };
    }
    yield* rollout(resource);
    yield* privileges(resource);
  },
};
export default rule;

/** An entry or several at the start of a sentence; the name of a field stays as it is. */
const upper = (words: string): string =>
  words.replace(/^(?:an?|several) /, (word) => `${word.slice(0, 1).toUpperCase()}${word.slice(1)}`);

const forbidden = (resource: ResourceIn, { at, field, why }: NotAllowed): Finding => {
  const path = fieldAt(resource, at[0] + 1)?.path;
  return {
    at,
    message: `${upper(field)} may not be set, because ${why}.`,
    ...(path && field === path.at(-1) ? mend(`Remove ${field}`, removeKey(resource, path)) : {}),
  };
};

function* rollout(resource: ResourceIn): Generator<Finding> {
  if (resource.kind !== 'Deployment') return;
  const strategy: KeyPath = ['spec', 'strategy'];
  const rolling: KeyPath = [...strategy, 'rollingUpdate'];
  const options = resource.get(rolling);
  if (!isRecord(options)) return;
  if (resource.get([...strategy, 'type']) === 'Recreate')
    yield {
      at: resource.key(rolling) ?? resource.at(rolling),
      message: 'rollingUpdate may not be set when the strategy is Recreate.',
      ...mend('Remove rollingUpdate', removeKey(resource, rolling)),
    };
  else if (isZero(options['maxSurge']) && isZero(options['maxUnavailable']))
    yield {
      at: resource.at([...rolling, 'maxUnavailable']),
      message:
        'maxSurge and maxUnavailable may not both be 0: no pod could be added, and none taken away.',
    };
}

const isZero = (value: unknown): boolean => value === 0 || value === '0' || value === '0%';

function* privileges(resource: ResourceIn): Generator<Finding> {
  const { podSpec = [] } = resource;
  const shared = [...podSpec, 'shareProcessNamespace'];
  if (resource.get(shared) === true && resource.get([...podSpec, 'hostPID']) === true)
    yield {
      at: entryAt(resource, shared),
      message: 'A pod may not share its processes and those of its node: hostPID is set, too.',
    };
  for (const { path, name } of resource.containers()) {
    const context = [...path, 'securityContext'];
    const escalation = [...context, 'allowPrivilegeEscalation'];
    if (resource.get(escalation) !== false) continue;
    const privileged = resource.get([...context, 'privileged']) === true;
    const added = resource.get([...context, 'capabilities', 'add']);
    // The API server compares with this word, and lets SYS_ADMIN pass (validation of SecurityContext, 1.36).
    const admin = Array.isArray(added) && added.includes('CAP_SYS_ADMIN');
    if (!privileged && !admin) continue;
    yield {
      at: entryAt(resource, escalation),
      message: `Container ${name} may not deny privilege escalation and ${privileged ? 'be privileged' : 'add CAP_SYS_ADMIN'}: the API server refuses it.`,
    };
  }
}
