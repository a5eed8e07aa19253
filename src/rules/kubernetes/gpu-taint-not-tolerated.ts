import { askedBy } from '../../syntax/kubernetes/accelerator.ts';
import { addItem } from '../../syntax/kubernetes/edits.ts';
import { isWhole, itemsAt, put } from '../../syntax/kubernetes/fields.ts';
import { mend } from '../mend.ts';
import type { Rule } from '../rule.ts';
import docs from './gpu-taint-not-tolerated.md' with { type: 'text' };

const rule: Rule = {
  id: 'gpu-taint-not-tolerated',
  on: 'resource',
  docs,
  severity: 'hint',
  profile: 'strict',
  concept: 'gpu-scheduling',
  fix: 'suggested',

  *check(resource) {
    const { podSpec } = resource;
    if (!podSpec || !isWhole(resource)) return;
    const [asked] = resource.containers().flatMap(({ path }) => askedBy(resource, path));
    const list = [...podSpec, 'tolerations'];
    if (!asked || (resource.key(list) && itemsAt(resource, list).length === 0)) return;
    const key = asked.name.startsWith('nvidia.com/') ? 'nvidia.com/gpu' : asked.name;
    const hit = itemsAt(resource, list).some(
      ({ value }) =>
        !value['key'] || names.test(`${String(value['key'])} ${String(value['value'])}`),
    );
    if (hit) return;
    const lines = [`key: ${key}`, 'operator: Exists', 'effect: NoSchedule'];
    yield {
      at: resource.at(asked.path),
      message: `The pod asks for ${asked.name} and tolerates no taint of GPU nodes: where those carry one and the cluster adds no toleration itself, it stays Pending.`,
      ...mend(
        `Tolerate the taint ${key}`,
        resource.key(list)
          ? addItem(resource, list, lines)
          : put(
              resource,
              list,
              '',
              ...lines.map((line, i) => `${i === 0 ? '  - ' : '    '}${line}`),
            ),
      ),
    };
  },
};
export default rule;

/** Words of taints for accelerators; what a variable fills in may be one. */
const names = /gpu|accelerator|nvidia|tpu|neuron|gaudi|\$/i;
