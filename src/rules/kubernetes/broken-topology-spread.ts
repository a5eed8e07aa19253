import { textScalar } from '../../syntax/kubernetes/edits.ts';
import { itemsAt, put } from '../../syntax/kubernetes/fields.ts';
import { isRecord } from '../../syntax/kustomization.ts';
import { mend } from '../mend.ts';
import type { Rule } from '../rule.ts';
import docs from './broken-topology-spread.md' with { type: 'text' };

const rule: Rule = {
  id: 'broken-topology-spread',
  on: 'resource',
  docs,
  severity: 'warning',
  profile: 'recommended',
  concept: 'deployment',
  aka: ['kube-score/pod-topology-spread-constraints'],
  fix: 'suggested',
  about: ['pods'],

  *check(resource) {
    const { podSpec } = resource;
    if (!podSpec || resource.partial) return;
    const labels = resource.get([...podSpec.slice(0, -1), 'metadata', 'labels']);
    for (const { path, value } of itemsAt(resource, [...podSpec, 'topologySpreadConstraints'])) {
      const first = resource.key([...path, Object.keys(value)[0] ?? '']) ?? resource.at(path);
      if ('labelSelector' in value || resource.templated) continue;
      const own = Object.entries(isRecord(labels) ? labels : {})[0];
      yield {
        at: first,
        message: 'This constraint spreads nothing: without labelSelector it counts no pods.',
        ...(own && typeof own[1] === 'string'
          ? mend(
              'Count the pods of this workload',
              put(
                resource,
                [...path, 'labelSelector'],
                '',
                '  matchLabels:',
                `    ${textScalar(own[0])}: ${textScalar(own[1])}`,
              ),
            )
          : {}),
      };
    }
  },
};
export default rule;
