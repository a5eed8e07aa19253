import { kindAndName } from '../../syntax/kubernetes/fields.ts';
import { capital } from '../../text/words.ts';
import type { Rule } from '../rule.ts';
import docs from './ingress-class-twice.md' with { type: 'text' };

const rule: Rule = {
  id: 'ingress-class-twice',
  on: 'resource',
  docs,
  severity: 'error',
  profile: 'recommended',
  concept: 'ingress',
  fix: 'none',
  about: ['Ingress'],

  *check(resource) {
    if (resource.kind !== 'Ingress' || resource.partial) return;
    const path = ['metadata', 'annotations', 'kubernetes.io/ingress.class'];
    const old = resource.get(path);
    const now = resource.get(['spec', 'ingressClassName']);
    // Kubernetes 1.27 and later take two that agree.
    if (typeof old !== 'string' || typeof now !== 'string' || old === now) return;
    yield {
      at: resource.at(path),
      message: `${capital(kindAndName(resource))} has the class ${old} here and ${now} in ingressClassName, so the API server does not create it.`,
      related: [
        {
          file: resource.path,
          at: resource.at(['spec', 'ingressClassName']),
          message: 'the other class',
        },
      ],
    };
  },
};
export default rule;
