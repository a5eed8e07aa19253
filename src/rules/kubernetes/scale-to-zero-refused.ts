import { entryAt, itemsAt, named, put } from '../../syntax/kubernetes/fields.ts';
import { mend } from '../mend.ts';
import type { Rule } from '../rule.ts';
import docs from './scale-to-zero-refused.md' with { type: 'text' };

const rule: Rule = {
  id: 'scale-to-zero-refused',
  on: 'resource',
  docs,
  severity: 'error',
  profile: 'recommended',
  concept: 'hpa',
  fix: 'suggested',
  about: ['HorizontalPodAutoscaler'],

  *check(resource) {
    const path = ['spec', 'minReplicas'];
    if (
      resource.kind !== 'HorizontalPodAutoscaler' ||
      resource.get(path) !== 0 ||
      resource.partial ||
      resource.templated
    )
      return;
    const types = itemsAt(resource, ['spec', 'metrics']).map(({ path: at }) =>
      resource.get([...at, 'type']),
    );
    if (types.some((type) => !ofPods.has(String(type)))) return;
    yield {
      at: entryAt(resource, path),
      message: `The API server refuses ${named(resource)} with 0 pods: ${types.length > 0 ? types.join(' and ') : 'CPU'} metrics come from pods, so nothing would ever start one again.`,
      ...mend('Keep one pod', put(resource, path, '1')),
    };
  },
};
export default rule;

const ofPods: ReadonlySet<string> = new Set(['Resource', 'ContainerResource', 'Pods']);
