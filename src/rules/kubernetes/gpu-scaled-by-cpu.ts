import { isAccelerator } from '../../data/accelerators.ts';
import { isFixed, placeFor, scalersIn, targetOf } from '../../project/links.ts';
import { itemsAt } from '../../syntax/kubernetes/fields.ts';
import type { Rule } from '../rule.ts';
import docs from './gpu-scaled-by-cpu.md' with { type: 'text' };

const rule: Rule = {
  id: 'gpu-scaled-by-cpu',
  on: 'resource',
  docs,
  severity: 'info',
  profile: 'recommended',
  concept: 'hpa',
  fix: 'none',
  about: ['HorizontalPodAutoscaler'],

  *check(resource, project) {
    if (resource.kind !== 'HorizontalPodAutoscaler' || resource.partial || resource.templated)
      return;
    const own = project.own(resource);
    const scaler = own && scalersIn([own])[0];
    const target = scaler && targetOf(scaler, project);
    const worker = target?.workload?.containers.find(({ requests }) =>
      requests.some(isAccelerator),
    );
    if (!scaler || !target || !worker || isFixed(scaler)) return;
    const metrics = itemsAt(resource, ['spec', 'metrics']);
    const names = metrics.map(({ path }) => ({
      path: [...path, 'resource', 'name'],
      value: resource.get([...path, 'resource', 'name']),
    }));
    // A metric that is no share of the pod's own CPU or memory may know more.
    if (names.some(({ value }) => value !== 'cpu' && value !== 'memory')) return;
    const [first] = scaler.scaler.utilization;
    const at = names[0] ? resource.at(names[0].path) : first?.at;
    if (!at) return;
    const counted = [...new Set(names.map(({ value }) => (value === 'cpu' ? 'CPU' : 'memory')))];
    yield {
      at,
      message: `${scaler.name} counts ${counted.join(' and ') || 'CPU'}, and ${target.kind} ${target.name} works on ${worker.requests.find(isAccelerator)}: requests may wait while that stays low.`,
      related: [placeFor(target)],
    };
  },
};
export default rule;
