import { isWhole, named } from '../../syntax/kubernetes/fields.ts';
import type { Rule } from '../rule.ts';
import docs from './priority-unset.md' with { type: 'text' };

const rule: Rule = {
  id: 'priority-unset',
  on: 'resource',
  docs,
  severity: 'hint',
  profile: 'strict',
  concept: 'resources',
  aka: ['polaris/priorityClassNotSet'],
  fix: 'none',

  *check(resource) {
    const { podSpec } = resource;
    if (!podSpec || !isWhole(resource) || resource.key([...podSpec, 'priorityClassName'])) return;
    yield {
      at: resource.at(['metadata', 'name']),
      message: `Pods of ${named(resource)} have the priority of all others, so a full cluster keeps whichever came first.`,
    };
  },
};
export default rule;
