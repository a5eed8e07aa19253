import { atLeast, type RemovedApi, removedApis } from '../../data/removed-apis.ts';
import { setScalar } from '../../syntax/kubernetes/edits.ts';
import { migrateDefinition } from '../../syntax/kubernetes/migrate-crd.ts';
import { migrateIngress } from '../../syntax/kubernetes/migrate-ingress.ts';
import { migrateMetrics } from '../../syntax/kubernetes/migrate-metrics.ts';
import { migrateOther } from '../../syntax/kubernetes/migrate-other.ts';
import type { Resource } from '../../syntax/kubernetes/model.ts';
import type { Edit } from '../../text/edit.ts';
import type { Rule } from '../rule.ts';
import docs from './removed-api-version.md' with { type: 'text' };

const rule: Rule = {
  id: 'removed-api-version',
  on: 'resource',
  docs,
  severity: 'error',
  profile: 'recommended',
  concept: 'kubernetes-role',
  aka: ['kube-linter/no-extensions-v1beta', 'kube-score/stable-version'],
  fix: 'suggested',

  *check(resource, project) {
    const { apiVersion, kind } = resource;
    const row = removedApis.rows.find(
      (each) => each.apiVersion === apiVersion && each.kinds.includes(kind),
    );
    if (!row || !atLeast(project.kubernetesVersion, row.removedIn)) return;
    const edits = migration(resource, row);
    yield {
      at: resource.at(['apiVersion']),
      message: `Kubernetes ${row.removedIn} and later do not know ${apiVersion} ${kind}${row.replacement ? `: it is ${row.replacement} now` : ', and nothing replaces it'}.`,
      tag: 'deprecated',
      ...(edits ? { fixes: [{ title: `Migrate to ${row.replacement}`, edits: () => edits }] } : {}),
    };
  },
};
export default rule;

/** The edits that bring the object to the new version, or undefined when a person must decide. */
const migration = (
  resource: Resource,
  { replacement, moves }: RemovedApi,
): readonly Edit[] | undefined => {
  const version = replacement && setScalar(resource, ['apiVersion'], replacement);
  if (!version) return undefined;
  switch (moves) {
    case 'none':
      return [version];
    case 'ingress': {
      const rest = migrateIngress(resource);
      return rest && [version, ...rest];
    }
    case 'hpa-metrics': {
      const rest = migrateMetrics(resource);
      return rest && [version, ...rest];
    }
    case 'definition': {
      const rest = migrateDefinition(resource);
      return rest && [version, ...rest];
    }
    case 'other': {
      const rest = migrateOther(resource);
      return rest && [version, ...rest];
    }
  }
};
