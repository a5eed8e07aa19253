import type { NameForm } from '../../data/kubernetes-schema.ts';
import { nameWords } from '../../syntax/kubernetes/schema-names.ts';
import { schemaProblems } from '../../syntax/kubernetes/schema-walk.ts';
import { replace } from '../../text/edit.ts';
import { isPlaceholder } from '../../text/placeholder.ts';
import type { Rule } from '../rule.ts';
import docs from './invalid-name.md' with { type: 'text' };

const rule: Rule = {
  id: 'invalid-name',
  on: 'resource',
  docs,
  severity: 'error',
  profile: 'recommended',
  concept: 'labels-selectors',
  fix: 'suggested',
  about: ['invalid-name'],

  *check(resource, project) {
    const { schema } = project;
    if (!schema) return;
    for (const problem of schemaProblems(resource, schema)) {
      if (problem.kind !== 'invalid-name') continue;
      const { at, text, form, rewrite } = problem;
      // The name of a patch with a target may be anything, and a pattern as well.
      if (resource.partial && at[0] === resource.at(['metadata', 'name'])[0]) continue;
      if (isPlaceholder(text)) continue;
      const shown = text.length > 60 ? `${text.slice(0, 59)}…` : text;
      const isOwn = at[0] === resource.at(['metadata', 'name'])[0];
      // What names the object elsewhere would name it no more.
      const isNamed = isOwn && named.test(resource.kind) && project.objects().length > 1;
      const fixes =
        rewrite && !isNamed
          ? [{ title: rewrite.title, edits: () => [replace(at, rewrite.text)] }]
          : [];
      yield {
        at,
        message: `${shown} is not a valid ${nouns[form]}: it takes ${nameWords(form)}.`,
        fixes,
      };
    }
  },
};
export default rule;

/** Kinds that others name. */
const named =
  /^(?:ConfigMap|Secret|Service|PersistentVolumeClaim|ServiceAccount|Role|ClusterRole|StorageClass|PriorityClass|Namespace|Deployment|StatefulSet)$/;

const nouns: Readonly<Record<NameForm, string>> = {
  subdomain: 'name',
  label: 'name',
  service: 'name of a Service',
  cronjob: 'name of a CronJob',
  variable: 'name of a variable',
  medium: 'medium of an emptyDir',
  route: 'path of an Ingress',
  subpath: 'path below a volume',
  hostpath: 'path of a node',
  'label-key': 'label key',
  'label-value': 'label value',
  'annotation-key': 'annotation key',
  'file-key': 'key',
};
