import { nearlyLabelled, selectedBy, servicesIn } from '../../project/links.ts';
import { nearMiss } from '../../project/near-miss.ts';
import { setText } from '../../syntax/kubernetes/edits.ts';
import { kindAndName } from '../../syntax/kubernetes/fields.ts';
import { capital, listed } from '../../text/words.ts';
import { mend } from '../mend.ts';
import { notHere } from '../not-here.ts';
import type { Rule } from '../rule.ts';
import docs from './selector-mismatch.md' with { type: 'text' };

const rule: Rule = {
  id: 'selector-mismatch',
  on: 'resource',
  docs,
  severity: 'error',
  profile: 'recommended',
  concept: 'labels-selectors',
  aka: ['kube-linter/dangling-service', 'kube-score/service-targets-pod'],
  fix: 'suggested',

  *check(resource, project) {
    if (resource.kind !== 'Service' || resource.partial) return;
    const own = project.own(resource);
    const service = own && servicesIn([own])[0];
    if (!service || service.service.type === 'ExternalName') return;
    if (selectedBy(service, project).length > 0) return;
    const { selector } = service.service;
    const near = nearlyLabelled(selector, project);
    const miss = nearMiss(service, selector, near, ({ workload }) => workload.podLabels);
    if (!miss) {
      const wanted = Object.entries(selector).map((label) => label.join(': '));
      const made = Object.keys(selector).some((key) => setByControllers.test(key));
      if (wanted.length > 0 && !made && !resource.templated)
        yield notHere(
          resource.at(['spec', 'selector']),
          `${capital(kindAndName(resource))} selects no pod of this project: none has ${listed(wanted)}.`,
        );
      return;
    }
    const { key, label, target: workload } = miss;
    const wanted = selector[key] ?? '';
    // A label that a kustomization adds stands elsewhere.
    if (!resource.key(['spec', 'selector', key])) return;
    const path = ['spec', 'selector', key];
    yield {
      at: resource.at(path),
      message: `Service ${service.name} selects no pod: it looks for ${key}: ${wanted}, and the pods of ${workload.kind} ${workload.name} have ${key}: ${label}.`,
      related: [
        { file: workload.file, at: workload.at, message: `${workload.kind} ${workload.name}` },
      ],
      ...mend(`Select ${key}: ${label}`, setText(resource, path, label)),
    };
  },
};
export default rule;

/** Labels that controllers put on the pods that they make. */
const setByControllers =
  /^(?:(?:leaderworkerset\.sigs|jobset\.sigs|batch|statefulset|apps)\.(?:k8s|kubernetes)\.io|ray\.io|training\.kubeflow\.org|serving\.(?:knative\.dev|kserve\.io)|cnpg\.io|strimzi\.io)\/|^(?:job-name|controller-uid|pod-template-hash)$/;
