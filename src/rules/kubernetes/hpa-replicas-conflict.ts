import { hasPatch, isFixed, scalersOf } from '../../project/links.ts';
import { isConditional } from '../../syntax/kubernetes/conditional.ts';
import { removeKey } from '../../syntax/kubernetes/edits.ts';
import type { Rule } from '../rule.ts';
import docs from './hpa-replicas-conflict.md' with { type: 'text' };

const rule: Rule = {
  id: 'hpa-replicas-conflict',
  on: 'resource',
  docs,
  severity: 'warning',
  profile: 'recommended',
  concept: 'hpa',
  aka: ['kube-score/deployment-targeted-by-hpa-does-not-have-replicas-configured'],
  fix: 'suggested',
  about: ['pods'],

  *check(resource, project) {
    const key = resource.key(['spec', 'replicas']);
    const replicas = resource.get(['spec', 'replicas']);
    if (!resource.podSpec || !key || typeof replicas !== 'number') return;
    // Most charts write the number only where no autoscaler is on.
    if (isConditional(resource, key[0])) return;
    const own = project.own(resource);
    const scaler = own && scalersOf(own, project)[0];
    if (!scaler || isFixed(scaler)) return;
    // An overlay may put the number back.
    const patched = hasPatch(own, project) || project.inlinePatches(resource.path).length > 0;
    const edit = patched ? undefined : removeKey(resource, ['spec', 'replicas']);
    yield {
      at: [key[0], resource.at(['spec', 'replicas'])[1]],
      message: `Each apply sets ${resource.name} back to ${replicas} ${replicas === 1 ? 'replica' : 'replicas'}, whatever ${scaler.kind} ${scaler.name} had scaled it to.`,
      related: [
        { file: scaler.file, at: scaler.scaler.target.at, message: `the target of ${scaler.name}` },
      ],
      ...(edit
        ? { fixes: [{ title: 'Leave the number to the autoscaler', edits: () => [edit] }] }
        : {}),
    };
  },
};
export default rule;
