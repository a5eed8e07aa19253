import type { Rule } from '../rule.ts';
import docs from './own-priority-class.md' with { type: 'text' };

const rule: Rule = {
  id: 'own-priority-class',
  on: 'resource',
  docs,
  severity: 'hint',
  profile: 'strict',
  concept: 'resources',
  aka: ['kube-linter/priority-class-name'],
  fix: 'none',

  *check(resource) {
    const { podSpec } = resource;
    const path = [...(podSpec ?? []), 'priorityClassName'];
    const name = podSpec && resource.get(path);
    if (typeof name !== 'string' || /^(?:|system-(?:cluster|node)-critical)$/.test(name)) return;
    yield {
      at: resource.at(path),
      message: `Pods of class ${name} can stop pods of a lower class to get their place.`,
    };
  },
};
export default rule;
