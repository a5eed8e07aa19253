import { isWhole, nameOf } from '../../syntax/kubernetes/fields.ts';
import type { Rule } from '../rule.ts';
import docs from './missing-liveness-probe.md' with { type: 'text' };

const rule: Rule = {
  id: 'missing-liveness-probe',
  on: 'resource',
  docs,
  severity: 'hint',
  profile: 'strict',
  concept: 'probes',
  aka: ['kube-linter/no-liveness-probe', 'polaris/livenessProbeMissing', 'checkov/CKV_K8S_8'],
  fix: 'none',

  *check(resource) {
    if (!isWhole(resource) || /^(?:Job|CronJob)$/.test(resource.kind)) return;
    for (const { path, name, init } of resource.containers()) {
      if (init || resource.key([...path, 'livenessProbe'])) continue;
      yield {
        at: nameOf(resource, path),
        message: `Nothing restarts container ${name} when it hangs: it has no livenessProbe.`,
      };
    }
  },
};
export default rule;
