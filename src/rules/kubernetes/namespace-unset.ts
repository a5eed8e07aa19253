import { subject } from '../../syntax/kubernetes/fields.ts';
import type { Rule } from '../rule.ts';
import docs from './namespace-unset.md' with { type: 'text' };

const rule: Rule = {
  id: 'namespace-unset',
  on: 'resource',
  docs,
  severity: 'hint',
  profile: 'strict',
  concept: 'kubernetes-role',
  aka: ['kube-linter/use-namespace'],
  like: ['trivy/KSV-0110', 'checkov/CKV_K8S_21'],
  fix: 'none',

  *check(resource, project) {
    const { podSpec, kind } = resource;
    if ((!podSpec && kind !== 'Service') || resource.partial || resource.templated) return;
    const path = ['metadata', 'namespace'];
    const { namespace, namespaces } = project.own(resource) ?? {};
    if (namespaces || (namespace ?? 'default') !== 'default') return;
    if (resource.key(path) && !namespace) return;
    yield {
      at: namespace ? resource.at(path) : resource.at(['metadata', 'name']),
      message: namespace
        ? `${subject(resource)} is made in the namespace default, with everything that nobody placed.`
        : `${subject(resource)} is made in whatever namespace the caller works in.`,
    };
  },
};
export default rule;
