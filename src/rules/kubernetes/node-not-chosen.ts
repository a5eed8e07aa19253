import { isWhole, named } from '../../syntax/kubernetes/fields.ts';
import type { Rule } from '../rule.ts';
import docs from './node-not-chosen.md' with { type: 'text' };

const rule: Rule = {
  id: 'node-not-chosen',
  on: 'resource',
  docs,
  severity: 'hint',
  profile: 'strict',
  concept: 'gpu-scheduling',
  aka: ['kube-linter/no-node-affinity'],
  fix: 'none',

  *check(resource) {
    const { podSpec, kind } = resource;
    if (!podSpec || !isWhole(resource) || kind === 'DaemonSet') return;
    if (
      [['affinity', 'nodeAffinity'], ['nodeSelector'], ['nodeName']].some((path) =>
        resource.key([...podSpec, ...path]),
      )
    )
      return;
    yield {
      at: resource.at(['metadata', 'name']),
      message: `Pods of ${named(resource)} may run on any node, whatever its processor, disk or zone.`,
    };
  },
};
export default rule;
