import { itemsAt } from '../../syntax/kubernetes/fields.ts';
import type { Rule } from '../rule.ts';
import docs from './same-rank-everywhere.md' with { type: 'text' };

const rule: Rule = {
  id: 'same-rank-everywhere',
  on: 'resource',
  docs,
  severity: 'warning',
  profile: 'recommended',
  concept: 'job-cronjob',
  fix: 'none',
  about: ['Job'],

  *check(resource) {
    if (resource.kind !== 'Job' || resource.partial || resource.templated) return;
    const pods = resource.get(['spec', 'parallelism']);
    if (typeof pods !== 'number' || pods < 2) return;
    for (const { path, name } of resource.containers()) {
      for (const item of itemsAt(resource, [...path, 'env'])) {
        const variable = String(item.value['name']);
        const rank = resource.get([...item.path, 'value']);
        if (!/^(?:NODE_|GROUP_)?RANK$/.test(variable) || !/^\d+$/.test(String(rank))) continue;
        yield {
          at: resource.at([...item.path, 'value']),
          message: `${variable} is ${String(rank)} in all ${pods} pods of container ${name}, which wait for each other's ranks for ever: in an Indexed Job each pod has its own JOB_COMPLETION_INDEX.`,
        };
      }
    }
  },
};
export default rule;
