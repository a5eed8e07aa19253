import { isWhole, named, put } from '../../syntax/kubernetes/fields.ts';
import { mend } from '../mend.ts';
import type { Rule } from '../rule.ts';
import docs from './default-service-account.md' with { type: 'text' };

const rule: Rule = {
  id: 'default-service-account',
  on: 'resource',
  docs,
  severity: 'info',
  profile: 'strict',
  concept: 'pod',
  aka: [
    'kube-linter/default-service-account',
    'polaris/automountServiceAccountToken',
    'trivy/KSV-0036',
    'checkov/CKV_K8S_38',
  ],
  fix: 'suggested',

  *check(resource) {
    const { podSpec } = resource;
    if (!podSpec || !isWhole(resource)) return;
    const name = [...podSpec, 'serviceAccountName'];
    const token = [...podSpec, 'automountServiceAccountToken'];
    const account = resource.get(name) ?? resource.get([...podSpec, 'serviceAccount']);
    if (resource.key(name) && account === undefined) return;
    if ((account !== undefined && account !== 'default') || resource.key(token)) return;
    yield {
      at: account === undefined ? resource.at(['metadata', 'name']) : resource.at(name),
      message: `The pods of ${named(resource)} carry the token of the default service account, with whatever rights others give it.`,
      ...mend('Mount no token', put(resource, token, 'false')),
    };
  },
};
export default rule;
