import { isAccelerator } from '../../data/accelerators.ts';
import { placeFor, scalersIn, targetOf } from '../../project/links.ts';
import { entryAt, put, subject } from '../../syntax/kubernetes/fields.ts';
import { mend } from '../mend.ts';
import type { Rule } from '../rule.ts';
import docs from './scale-down-at-once.md' with { type: 'text' };

const rule: Rule = {
  id: 'scale-down-at-once',
  on: 'resource',
  docs,
  severity: 'warning',
  profile: 'recommended',
  concept: 'hpa',
  fix: 'suggested',

  *check(resource, project) {
    const field = fields.find(({ kind }) => kind === resource.kind);
    if (!field || resource.partial || resource.templated) return;
    const window = resource.get(field.path);
    if (typeof window !== 'number' || window >= 60) return;
    const own = project.own(resource);
    const scaler = own && scalersIn([own])[0];
    const target = scaler && targetOf(scaler, project);
    const gpu = target?.workload?.containers
      .flatMap(({ requests }) => requests)
      .find(isAccelerator);
    if (!target || !gpu) return;
    yield {
      at: entryAt(resource, field.path),
      message: `${subject(resource)} gives up a pod with ${gpu} ${window === 0 ? 'as soon as' : `${window} s after`} the load falls, and the next peak waits until a new one has loaded the model; the default is 300 s.`,
      related: [placeFor(target)],
      ...mend('Wait 300 s', put(resource, field.path, '300')),
    };
  },
};
export default rule;

const behavior = ['behavior', 'scaleDown', 'stabilizationWindowSeconds'];
const fields = [
  { kind: 'HorizontalPodAutoscaler', path: ['spec', ...behavior] },
  {
    kind: 'ScaledObject',
    path: ['spec', 'advanced', 'horizontalPodAutoscalerConfig', ...behavior],
  },
];
