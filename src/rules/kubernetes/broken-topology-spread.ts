import { entryAt, itemsAt, put } from '../../syntax/kubernetes/fields.ts';
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

  *check(resource) {
    const { podSpec } = resource;
    if (!podSpec || resource.partial) return;
    const labels = resource.get([...podSpec.slice(0, -1), 'metadata', 'labels']);
    for (const { path, value } of itemsAt(resource, [...podSpec, 'topologySpreadConstraints'])) {
      const first = resource.key([...path, Object.keys(value)[0] ?? '']) ?? resource.at(path);
      const missing = ['maxSkew', 'topologyKey', 'whenUnsatisfiable'].find(
        (field) => !(field in value),
      );
      if (missing || value['maxSkew'] === 0) {
        yield {
          at: missing ? first : entryAt(resource, [...path, 'maxSkew']),
          message: missing
            ? `The API server refuses a spread constraint without ${missing}.`
            : 'The API server refuses maxSkew: 0; 1 is the most even.',
          ...(missing === 'topologyKey'
            ? {}
            : mend(
                `Write ${missing ?? 'maxSkew'}: ${missing === 'whenUnsatisfiable' ? 'ScheduleAnyway' : 1}`,
                put(
                  resource,
                  [...path, missing ?? 'maxSkew'],
                  missing === 'whenUnsatisfiable' ? 'ScheduleAnyway' : '1',
                ),
              )),
        };
        continue;
      }
      if ('labelSelector' in value) continue;
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
                `    ${own[0]}: ${own[1]}`,
              ),
            )
          : {}),
      };
    }
  },
};
export default rule;
