import { servicesIn } from '../../project/links.ts';
import type { Project } from '../../project/project.ts';
import { isWhole, kindAndName, lacksImage, putText } from '../../syntax/kubernetes/fields.ts';
import { isRecord } from '../../syntax/kustomization.ts';
import { mend } from '../mend.ts';
import type { Rule } from '../rule.ts';
import docs from './selector-not-in-template.md' with { type: 'text' };

const rule: Rule = {
  id: 'selector-not-in-template',
  on: 'resource',
  docs,
  severity: 'error',
  profile: 'recommended',
  concept: 'labels-selectors',
  aka: [
    'kube-linter/mismatching-selector',
    'kube-score/deployment-pod-selector-labels-match-template-metadata-labels',
    'kube-score/statefulset-pod-selector-labels-match-template-metadata-labels',
  ],
  fix: 'suggested',
  about: ['pods'],

  *check(resource, project) {
    const { podSpec, kind } = resource;
    if (!podSpec || resource.partial || resource.templated) return;
    if (/^(?:Pod|Job|CronJob|ReplicationController)$/.test(kind)) return;
    const wanted = resource.get(['spec', 'selector', 'matchLabels']);
    const template = [...podSpec.slice(0, -1), 'metadata', 'labels'];
    const labels = resource.get(template);
    if (!isRecord(wanted) || (labels !== undefined && !isRecord(labels))) return;
    if (labels === undefined && (!isWhole(resource) || lacksImage(resource))) return;
    for (const key of Object.keys(wanted)) {
      const value = resource.get(['spec', 'selector', 'matchLabels', key]);
      const label = labels?.[key];
      if (typeof value !== 'string' || value === label) continue;
      // Kustomize writes it in both places.
      if (project.selectorKeys(resource.path).includes(key)) continue;
      const dynamic = label !== undefined && resource.get([...template, key]) === undefined;
      if (dynamic) continue;
      const at = ['spec', 'selector', 'matchLabels', key];
      yield {
        at: resource.at(at),
        message: `The API server refuses ${kindAndName(resource)}: it selects ${key}: ${value}, and its own pods have ${label === undefined ? `no label ${key}` : `${key}: ${String(label)}`}.`,
        related: [
          { file: resource.path, at: resource.at(template), message: 'the labels of its pods' },
        ],
        ...(label === undefined || isAsked(key, value, String(label), project)
          ? mend(`Give the pods ${key}: ${value}`, putText(resource, [...template, key], value))
          : mend(`Select ${key}: ${String(label)}`, putText(resource, at, String(label)))),
      };
    }
  },
};
export default rule;

/** Whether Services look for pods by the value that the selector has, and none by that of the pods. */
const isAsked = (key: string, value: string, label: string, project: Project): boolean => {
  const asked = servicesIn(project.objects()).map(({ service }) => service.selector[key]);
  return asked.includes(value) && !asked.includes(label);
};
