import { isThere, meantBy, placeFor } from '../../project/links.ts';
import { kindAndName, putText } from '../../syntax/kubernetes/fields.ts';
import { mend } from '../mend.ts';
import { notHere } from '../not-here.ts';
import type { Rule } from '../rule.ts';
import docs from './role-missing.md' with { type: 'text' };

const rule: Rule = {
  id: 'role-missing',
  on: 'resource',
  docs,
  severity: 'error',
  profile: 'recommended',
  concept: 'kubernetes-role',
  fix: 'suggested',
  about: ['RoleBinding', 'ClusterRoleBinding'],

  *check(resource, project) {
    if (!/^(?:Cluster)?RoleBinding$/.test(resource.kind)) return;
    const own = project.own(resource);
    const at = ['roleRef', 'name'];
    const [name, kind] = [resource.get(at), resource.get(['roleRef', 'kind'])];
    if (!own || typeof name !== 'string' || (kind !== 'Role' && kind !== 'ClusterRole')) return;
    if (isThere(kind, name, project) || (kind === 'ClusterRole' && builtIn.test(name))) return;
    const target = meantBy(name, own, kind, project);
    if (!target) {
      yield notHere(resource.at(at), `There is no ${kind} ${name} in this project.`);
      return;
    }
    yield {
      at: resource.at(at),
      message: `There is no ${kind} ${name} here, so ${kindAndName(resource)} grants nothing. Did you mean ${target.name}?`,
      related: [placeFor(target)],
      ...mend(`Bind ${target.name}`, putText(resource, at, target.name)),
    };
  },
};
export default rule;

// The user-facing roles that every cluster has, and those of its own parts.
const builtIn = /^(?:cluster-admin|admin|edit|view|system:.+)$/;
