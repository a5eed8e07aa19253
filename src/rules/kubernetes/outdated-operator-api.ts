import type { Project } from '../../project/project.ts';
import { setScalar } from '../../syntax/kubernetes/edits.ts';
import { mend } from '../mend.ts';
import type { Rule } from '../rule.ts';
import docs from './outdated-operator-api.md' with { type: 'text' };

const rule: Rule = {
  id: 'outdated-operator-api',
  on: 'resource',
  docs,
  severity: 'warning',
  profile: 'recommended',
  concept: 'kubernetes-role',
  fix: 'suggested',

  *check(resource, project) {
    const { apiVersion, kind } = resource;
    const row = rows.find((each) => each.old === apiVersion && each.kinds.includes(kind));
    if (!row || bringsTypes(apiVersion, project)) return;
    const { now, since, moved } = row;
    const path = ['apiVersion'];
    const stays = moved && resource.key(['spec', ...moved]) !== undefined;
    yield {
      at: resource.at(path),
      message: `${apiVersion} is outdated: ${kind} is ${now} since ${since}.`,
      tag: 'deprecated',
      ...(stays ? {} : mend(`Write ${now}`, setScalar(resource, path, now))),
    };
  },
};
export default rule;

/** Whether the project brings types of a group, whose versions it then serves. */
const bringsTypes = (apiVersion: string, project: Project): boolean =>
  project
    .find('kind CustomResourceDefinition')
    .some(({ name }) => name.endsWith(`.${apiVersion.split('/')[0]}`));

interface Row {
  readonly old: string;
  readonly kinds: readonly string[];
  readonly now: string;
  readonly since: string;
  /** A field whose presence means that more than the version changed. */
  readonly moved?: readonly string[];
}

const rows: readonly Row[] = [
  {
    old: 'serving.kubeflow.org/v1beta1',
    kinds: ['InferenceService'],
    now: 'serving.kserve.io/v1beta1',
    since: 'KServe 0.7',
  },
  {
    old: 'ray.io/v1alpha1',
    kinds: ['RayCluster', 'RayJob', 'RayService'],
    now: 'ray.io/v1',
    since: 'KubeRay 1.0',
    moved: ['serveConfig'],
  },
  {
    old: 'keda.k8s.io/v1alpha1',
    kinds: ['ScaledObject', 'ScaledJob', 'TriggerAuthentication'],
    now: 'keda.sh/v1alpha1',
    since: 'KEDA 2.0',
    moved: ['scaleTargetRef', 'deploymentName'],
  },
  {
    old: 'serving.knative.dev/v1beta1',
    kinds: ['Service', 'Route', 'Configuration', 'Revision'],
    now: 'serving.knative.dev/v1',
    since: 'Knative 0.9',
  },
];
