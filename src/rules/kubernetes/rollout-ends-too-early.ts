import { entryAt, named, put } from '../../syntax/kubernetes/fields.ts';
import { probeBudget } from '../../syntax/kubernetes/probe.ts';
import { mend } from '../mend.ts';
import type { Rule } from '../rule.ts';
import docs from './rollout-ends-too-early.md' with { type: 'text' };

const rule: Rule = {
  id: 'rollout-ends-too-early',
  on: 'resource',
  docs,
  severity: 'info',
  profile: 'recommended',
  concept: 'rolling-update',
  fix: 'suggested',
  about: ['Deployment'],

  *check(resource) {
    if (resource.kind !== 'Deployment' || resource.partial || resource.templated) return;
    const deadline = ['spec', 'progressDeadlineSeconds'];
    const written = resource.get(deadline);
    const most = resource.key(deadline) ? written : 600;
    if (typeof most !== 'number') return;
    for (const { path, name, init } of resource.containers()) {
      const probe = [...path, 'startupProbe'];
      const budget = probeBudget(resource.get(probe));
      if (init || budget === undefined || budget <= most) continue;
      yield {
        at:
          written === undefined
            ? (resource.key(probe) ?? resource.at(probe))
            : entryAt(resource, deadline),
        message: `Container ${name} may take ${budget} s to start, and a rollout of ${named(resource)} counts as failed after ${most} s${written === undefined ? ', the default' : ''}.`,
        ...mend(`Allow ${budget + 120} s`, put(resource, deadline, String(budget + 120))),
      };
      return;
    }
  },
};
export default rule;
