import { isWhole, nameOf } from '../../syntax/kubernetes/fields.ts';
import type { Alias, Rule } from '../rule.ts';
import docs from './missing-limits.md' with { type: 'text' };

const rule: Rule = {
  id: 'missing-limits',
  on: 'resource',
  docs,
  severity: 'hint',
  profile: 'strict',
  concept: 'resources',
  aka: [
    'polaris/cpuLimitsMissing',
    'polaris/memoryLimitsMissing',
    'trivy/KSV-0011',
    'trivy/KSV-0018',
    'checkov/CKV_K8S_11',
    'checkov/CKV_K8S_13',
  ],
  fix: 'none',

  *check(resource) {
    if (!isWhole(resource)) return;
    for (const { path, name } of resource.containers()) {
      for (const [what, aka, happens] of kinds) {
        if (resource.key([...path, 'resources', 'limits', what])) continue;
        yield {
          at: nameOf(resource, path),
          message: `Container ${name} has no ${what} limit: it can ${happens}.`,
          aka,
        };
      }
    }
  },
};
export default rule;

const kinds: readonly (readonly [string, readonly Alias[], string])[] = [
  [
    'cpu',
    ['polaris/cpuLimitsMissing', 'trivy/KSV-0011', 'checkov/CKV_K8S_11'],
    'take all that its node has to spare',
  ],
  [
    'memory',
    ['polaris/memoryLimitsMissing', 'trivy/KSV-0018', 'checkov/CKV_K8S_13'],
    'use up the memory of its node, and pods beside it are stopped',
  ],
];
