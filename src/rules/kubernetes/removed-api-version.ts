import { atLeast, type RemovedApi, removedApis } from '../../data/removed-apis.ts';
import { isTestData } from '../../project/homes.ts';
import type { Project, ResourceIn } from '../../project/project.ts';
import { setScalar } from '../../syntax/kubernetes/edits.ts';
import { migrateDefinition } from '../../syntax/kubernetes/migrate-crd.ts';
import { migrateIngress } from '../../syntax/kubernetes/migrate-ingress.ts';
import { migrateMetrics } from '../../syntax/kubernetes/migrate-metrics.ts';
import { migrateOther } from '../../syntax/kubernetes/migrate-other.ts';
import type { Resource } from '../../syntax/kubernetes/model.ts';
import type { Edit } from '../../text/edit.ts';
import type { Finding, Rule } from '../rule.ts';
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
  oncePerMessage: true,

  *check(resource, project) {
    const { apiVersion, kind } = resource;
    const row = rowOf(resource, project);
    if (!row) return;
    const edits = migration(resource, row);
    yield {
      at: resource.at(['apiVersion']),
      message: `Kubernetes ${row.removedIn} and later do not know ${apiVersion} ${kind}${row.replacement ? `: it is ${row.replacement} now` : ', and nothing replaces it'}.`,
      tag: 'deprecated',
      ...weightOf(resource, project),
      ...(edits ? { fixes: [{ title: `Migrate to ${row.replacement}`, edits: () => edits }] } : {}),
    };
  },
};
export default rule;

/** The removal that concerns an object in the cluster of the project. */
const rowOf = (
  { apiVersion, kind }: Pick<Resource, 'apiVersion' | 'kind'>,
  { kubernetesVersion }: Project,
): RemovedApi | undefined => {
  const row = removedApis.rows.find(
    (each) => each.apiVersion === apiVersion && each.kinds.includes(kind),
  );
  return row && atLeast(kubernetesVersion, row.removedIn) ? row : undefined;
};

/** A folder that is named by a version holds a release as it was: `install/v0.4.0`. */
const release = /^(.*?)(?:^|\/)(?:v|release-|chart-)?\d+\.\d+(?:\.\d+)?(?:[-+.]\w+)*\//;

/** What is test data or a patch that no kustomization takes is applied nowhere, and of frozen releases one object speaks for all. */
const weightOf = (
  resource: ResourceIn,
  project: Project,
): Pick<Finding, 'profile' | 'severity'> => {
  const { path, partial } = resource;
  if (isTestData(path) || (partial && !project.takenIn(path))) return { profile: 'strict' };
  const [, folder] = release.exec(path) ?? [];
  if (folder === undefined) return {};
  const first = project
    .objects()
    .find(({ file, ...each }) => release.exec(file)?.[1] === folder && rowOf(each, project));
  const own = project.own(resource);
  const speaks = first?.file === path && first.at[0] === own?.at[0];
  return { severity: 'info', ...(speaks ? {} : { profile: 'strict' }) };
};

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
