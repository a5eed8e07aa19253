import type { Project, ResourceIn } from '../../project/project.ts';
import { put } from '../../syntax/kubernetes/fields.ts';
import { selector } from '../../syntax/kubernetes/migrate-other.ts';
import { entryAt } from '../../syntax/kubernetes/schema-at.ts';
import type { MissingField } from '../../syntax/kubernetes/schema-problem.ts';
import { schemaProblems } from '../../syntax/kubernetes/schema-walk.ts';
import { ancestors, dirname, joinPath } from '../../text/path.ts';
import type { Span } from '../../text/span.ts';
import { mend } from '../mend.ts';
import type { Finding, Rule } from '../rule.ts';
import docs from './missing-field.md' with { type: 'text' };

const rule: Rule = {
  id: 'missing-field',
  on: 'resource',
  docs,
  severity: 'error',
  profile: 'recommended',
  concept: 'kubernetes-role',
  aka: ['kube-linter/schema-validation'],
  fix: 'suggested',

  *check(resource, project) {
    const { schema } = project;
    if (!schema || resource.partial || resource.templated) return;
    const missing = schemaProblems(resource, schema).filter(
      (each) => each.kind === 'missing-field',
    );
    if (isFragment(resource, missing)) return;
    for (const { at, fields, owner, amongSeveral } of missing) {
      const [field = ''] = fields;
      // Kustomize writes the namespace of a subject.
      if (field === 'namespace' && isNearKustomization(resource, project)) continue;
      const message = amongSeveral
        ? `${upper(owner)} lacks a name, and each one needs its own when there are several.`
        : fields.length > 1
          ? `${upper(owner)} needs one of ${fields.slice(0, -1).join(', ')} and ${fields.at(-1)}.`
          : `${upper(owner)} lacks ${field}, which Kubernetes requires.`;
      yield { at, message, ...addition(resource, at, field, owner) };
    }
    for (const { path } of resource.containers()) {
      if (!resource.key(['spec', 'selector']) || resource.key([...path, 'image'])) continue;
      yield {
        at: resource.at([...path, 'name']),
        message: 'This container lacks image, which Kubernetes requires.',
      };
    }
  },
};
export default rule;

/** A patch that no kustomization lists: an object without several fields, a workload without its pods, a container without its image. */
const isFragment = (resource: ResourceIn, missing: readonly MissingField[]): boolean => {
  const spec = resource.key(['spec']);
  if (missing.some(({ fields }) => fields.includes('spec'))) return true;
  if (spec && missing.filter(({ at }) => at[0] === spec[0]).length > 1) return true;
  if (!resource.podSpec) return false;
  const containers = resource.containers();
  return (
    containers.length === 0 || !containers.some(({ path }) => resource.key([...path, 'image']))
  );
};

const isNearKustomization = ({ path }: ResourceIn, project: Project): boolean =>
  ancestors(dirname(path)).some((folder) =>
    ['kustomization.yaml', 'kustomization.yml', 'Kustomization'].some((name) =>
      project.exists(joinPath(folder, name) ?? name),
    ),
  );

const addition = (
  resource: ResourceIn,
  at: Span,
  field: string,
  owner: string,
): Pick<Finding, 'fixes'> => {
  if ((field === 'selector' && owner === 'spec') || owner === 'selector') {
    return mend("Select the template's labels", selector(resource));
  }
  if (field !== 'pathType') return {};
  const path = entryAt(resource, at[0] + 1)?.path;
  return path
    ? mend('Add pathType: Prefix', put(resource, [...path.slice(0, -1), field], 'Prefix'))
    : {};
};

/** An entry or an object at the start of a sentence; the name of a field stays as it is. */
const upper = (owner: string): string => owner.replace(/^an? /, (word) => `A${word.slice(1)}`);
