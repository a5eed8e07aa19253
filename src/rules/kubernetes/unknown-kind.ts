import { newestKubernetes } from '../../data/kubernetes-version.ts';
import { atLeast } from '../../data/removed-apis.ts';
import { setText } from '../../syntax/kubernetes/edits.ts';
import { type KindProblem, kindProblem } from '../../syntax/kubernetes/schema-kinds.ts';
import { mend } from '../mend.ts';
import type { Rule } from '../rule.ts';
import docs from './unknown-kind.md' with { type: 'text' };

const rule: Rule = {
  id: 'unknown-kind',
  on: 'resource',
  docs,
  severity: 'error',
  profile: 'recommended',
  concept: 'kubernetes-role',
  aka: ['kube-linter/schema-validation'],
  fix: 'suggested',

  *check(resource, { schema, kubernetesVersion }) {
    if (!schema || resource.partial || resource.templated || !resource.key(['metadata'])) return;
    const { apiVersion, kind } = resource;
    const problem = kindProblem(schema, apiVersion, kind);
    if (!problem) return;
    const edits = (['apiVersion', 'kind'] as const).flatMap((field) => {
      const text = problem[field];
      return text === undefined ? [] : [setText(resource, [field], text)];
    });
    // A version after those that are known may have come since.
    const later = problem.later || !atLeast(newestKubernetes.version, kubernetesVersion);
    const title = [problem.apiVersion, problem.kind].filter((each) => each !== undefined).join(' ');
    yield {
      at: resource.at([problem.on]),
      message: later
        ? `Kubernetes up to ${newestKubernetes.version} (${newestKubernetes.released}) has no ${apiVersion} ${kind}${problem.apiVersion === undefined ? '' : `, but ${problem.apiVersion}`}; a newer version may.`
        : `${kind} is not a kind of ${apiVersion}${instead(problem)}`,
      ...(later ? { severity: 'hint' } : {}),
      ...mend(`Write ${title}`, ...edits),
    };
  },
};
export default rule;

const instead = ({ apiVersion, kind, kinds }: KindProblem): string => {
  if (kind !== undefined)
    return `. Did you mean ${kind}${apiVersion === undefined ? '' : ` of ${apiVersion}`}?`;
  if (apiVersion !== undefined) return `, but of ${apiVersion}.`;
  return kinds.length > 0
    ? `, which has ${kinds.join(', ')}.`
    : ', a version that Kubernetes does not know.';
};
