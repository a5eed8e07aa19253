import { entryAt, subject } from '../../syntax/kubernetes/fields.ts';
import type { Rule } from '../rule.ts';
import docs from './service-open-outside.md' with { type: 'text' };

const rule: Rule = {
  id: 'service-open-outside',
  on: 'resource',
  docs,
  severity: 'info',
  profile: 'strict',
  concept: 'service',
  aka: ['kube-linter/exposed-services', 'kube-score/service-type'],
  fix: 'none',
  about: ['Service'],

  *check(resource) {
    const type = resource.kind === 'Service' ? resource.get(['spec', 'type']) : undefined;
    if (type !== 'NodePort' && type !== 'LoadBalancer') return;
    yield {
      at: entryAt(resource, ['spec', 'type']),
      message:
        type === 'NodePort'
          ? `${subject(resource)} is open on a port of every node, past any Ingress with its TLS and login.`
          : `${subject(resource)} gets an address of its own, which most clouds make a public one.`,
      aka:
        type === 'NodePort'
          ? ['kube-linter/exposed-services', 'kube-score/service-type']
          : ['kube-linter/exposed-services'],
    };
  },
};
export default rule;
