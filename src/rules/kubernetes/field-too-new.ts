import { atLeast } from '../../data/removed-apis.ts';
import { schemaProblems } from '../../syntax/kubernetes/schema-walk.ts';
import type { Rule } from '../rule.ts';
import docs from './field-too-new.md' with { type: 'text' };

const rule: Rule = {
  id: 'field-too-new',
  on: 'resource',
  docs,
  severity: 'error',
  profile: 'recommended',
  concept: 'kubernetes-role',
  fix: 'none',
  about: ['field-too-new'],

  *check(resource, { schema, kubernetesVersion }) {
    if (!schema) return;
    for (const problem of schemaProblems(resource, schema)) {
      if (problem.kind !== 'field-too-new' || atLeast(kubernetesVersion, problem.since)) continue;
      const { field, since } = problem;
      yield {
        at: field ? problem.at : resource.at(['apiVersion']),
        message: `Kubernetes has ${field ?? `${resource.apiVersion} ${resource.kind}`} since ${since}, and the cluster is ${kubernetesVersion}.`,
      };
    }
  },
};
export default rule;
