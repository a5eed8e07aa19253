import { scalersOf } from '../../project/links.ts';
import type { Project, ResourceIn } from '../../project/project.ts';
import type { Rule } from '../rule.ts';
import docs from './custom-check.md' with { type: 'text' };

const rule: Rule = {
  id: 'custom-check',
  on: 'resource',
  docs,
  severity: 'warning',
  profile: 'recommended',
  concept: 'kubernetes-role',
  fix: 'none',

  *check(resource, project) {
    for (const check of project.policy.customChecks) {
      if (!check.isFor(resource) || isSetElsewhere(check.template, resource, project)) continue;
      for (const { at, message } of check.find(resource))
        yield {
          at,
          message: [`${check.name}: ${message}.`, check.remediation ?? ''].join(' ').trim(),
          aka: [`kube-linter/${check.name}`],
        };
    }
  },
};
export default rule;

/** Whether something else than the object may bring what a check asks for. */
const isSetElsewhere = (template: string, resource: ResourceIn, project: Project): boolean => {
  if (template === 'required-label') return project.marked('labels');
  if (template === 'required-annotation') return project.marked('annotations');
  if (template !== 'minimum-replicas') return false;
  const own = project.own(resource);
  return own !== undefined && scalersOf(own, project).length > 0;
};
