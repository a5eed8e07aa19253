import { named } from '../../syntax/kubernetes/fields.ts';
import type { Rule } from '../rule.ts';
import docs from './instance-label-differs.md' with { type: 'text' };

const rule: Rule = {
  id: 'instance-label-differs',
  on: 'resource',
  docs,
  severity: 'hint',
  profile: 'strict',
  concept: 'labels-selectors',
  aka: ['polaris/metadataAndInstanceMismatched'],
  fix: 'none',

  *check(resource) {
    const path = ['metadata', 'labels', 'app.kubernetes.io/instance'];
    const label = resource.get(path);
    if (!resource.podSpec || typeof label !== 'string' || !resource.name || label === resource.name)
      return;
    yield {
      at: resource.at(path),
      message: `The instance is ${label}, and the name ${named(resource)}.`,
    };
  },
};
export default rule;
