import { wasRemoved } from '../../data/removed-apis.ts';
import { hasPatch } from '../../project/links.ts';
import type { Project, ResourceIn } from '../../project/project.ts';
import { put } from '../../syntax/kubernetes/fields.ts';
import { selector } from '../../syntax/kubernetes/migrate-other.ts';
import { entryAt } from '../../syntax/kubernetes/schema-at.ts';
import type { MissingField } from '../../syntax/kubernetes/schema-problem.ts';
import { schemaProblems } from '../../syntax/kubernetes/schema-walk.ts';
import { lazy } from '../../text/memo.ts';
import type { Span } from '../../text/span.ts';
import { listed } from '../../text/words.ts';
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
    // What to write in its place is what the removal says.
    if (wasRemoved(resource.apiVersion, resource.kind)) return;
    const missing = schemaProblems(resource, schema).filter(
      (each) => each.kind === 'missing-field',
    );
    const fragment = isFragment(resource, missing);
    if (fragment && project.mayHoldPatches(resource.path)) return;
    // Where nothing marks a patch, it may be one for kubectl all the same.
    const weight = fragment ? ({ profile: 'strict' } as const) : {};
    if (missing.length > 0 && project.takenIn(resource.path) && isPatched(resource, project))
      return;
    // Kustomize writes a selector, and the labels of the template, where it adds labels to them.
    const added = lazy(() => project.selectorKeys(resource.path));
    const inline = lazy(() => patchesWithin(resource, project));
    for (const { at, fields, owner, amongSeveral, all } of together(missing)) {
      const [field = ''] = fields;
      if (inline().some(({ text }) => !text || fields.some((each) => text.includes(each))))
        continue;
      if ((field === 'selector' || owner === 'selector') && added().length > 0) continue;
      // Kustomize writes the namespace of a subject.
      if (field === 'namespace' && project.nearKustomization(resource.path)) continue;
      const message = amongSeveral
        ? `${upper(owner)} lacks a name, and each one needs its own when there are several.`
        : fields.length > 1
          ? `${upper(owner)} needs one of ${fields.slice(0, -1).join(', ')} and ${fields.at(-1)}.`
          : `${upper(owner)} lacks ${listed(all)}, which Kubernetes requires.`;
      const several = all.length > 1 && fields.length === 1;
      const fix = several ? {} : addition(resource, at, field, owner);
      yield { at, message, ...weight, ...fix };
    }
    if (!isRunnable(resource)) return;
    for (const { path, name } of resource.containers()) {
      if (resource.key([...path, 'image']) || filledIn.test(name)) continue;
      yield {
        at: resource.at([...path, 'name']),
        message: 'This container lacks image, which Kubernetes requires.',
      };
    }
  },
};
export default rule;

/** The fields that one object lacks, as one problem; those of which one would do stay apart. */
const together = (
  missing: readonly MissingField[],
): readonly (MissingField & { readonly all: readonly string[] })[] => {
  const groups = new Map<string, MissingField & { all: string[] }>();
  for (const each of missing) {
    const { amongSeveral, at, fields, owner } = each;
    const alone = amongSeveral || fields.length > 1;
    const key = `${at} ${owner} ${alone ? fields : ''}`;
    const known = groups.get(key);
    if (known && !alone) known.all.push(...fields);
    else groups.set(key, { ...each, all: [...fields] });
  }
  return [...groups.values()];
};

/** Whether an object of a file is a patch for this one. */
const isPatched = (resource: ResourceIn, project: Project): boolean => {
  const own = project.own(resource);
  return own !== undefined && hasPatch(own, project);
};

/** The patches within kustomizations that are for an object. */
const patchesWithin = ({ kind, name = '', path }: ResourceIn, project: Project) =>
  project
    .inlinePatches(path)
    .filter(
      (each) =>
        (each.kind ?? kind) === kind && (each.name === undefined || isNamed(each.name, name)),
    );

/** Whether the name of a target, which is a regular expression, may be that of an object. */
const isNamed = (target: string, name: string): boolean => target === name || /[^\w-]/.test(target);

/** A patch that no kustomization lists: an object without several fields, a workload without its pods, or with little of them. */
const isFragment = (resource: ResourceIn, missing: readonly MissingField[]): boolean => {
  const spec = resource.key(['spec']);
  if (missing.some(({ fields }) => fields.includes('spec'))) return true;
  if (spec && missing.filter(({ at }) => at[0] === spec[0]).length > 1) return true;
  if (!resource.podSpec) return false;
  const containers = resource.containers();
  if (containers.length === 0) return true;
  return !isRunnable(resource) && !containers.some(({ path }) => resource.key([...path, 'image']));
};

/** Whether an object with pods says more than a patch would. */
const isRunnable = (resource: ResourceIn): boolean => {
  const { kind, podSpec = [] } = resource;
  if (kind === 'Pod') return resource.key(['metadata', 'name']) !== undefined;
  const signs = /Job$/.test(kind)
    ? [[...podSpec, 'restartPolicy']]
    : [
        ['spec', 'selector'],
        ['spec', 'template', 'metadata', 'labels'],
      ];
  return signs.every((path) => resource.key(path) !== undefined);
};

/** Containers of pods that are templates for Spark, Flink, Airflow and Jenkins, which add the image. */
const filledIn = /^(?:spark-kubernetes-(?:driver|executor)|flink-main-container|base|jnlp)$/;

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
