import { subject } from '../../syntax/kubernetes/fields.ts';
import type { Rule } from '../rule.ts';
import docs from './ingress-without-tls.md' with { type: 'text' };

const rule: Rule = {
  id: 'ingress-without-tls',
  on: 'resource',
  docs,
  severity: 'info',
  profile: 'strict',
  concept: 'ingress',
  aka: ['polaris/tlsSettingsMissing'],
  fix: 'none',
  about: ['Ingress'],

  *check(resource) {
    if (
      resource.kind !== 'Ingress' ||
      resource.partial ||
      resource.templated ||
      resource.key(['spec', 'tls'])
    )
      return;
    yield {
      at: resource.at(['metadata', 'name']),
      message: `${subject(resource)} takes plain HTTP: requests, answers and tokens can be read on their way.`,
    };
  },
};
export default rule;
