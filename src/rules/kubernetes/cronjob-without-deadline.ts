import { isWhole, named, put } from '../../syntax/kubernetes/fields.ts';
import { mend } from '../mend.ts';
import type { Rule } from '../rule.ts';
import docs from './cronjob-without-deadline.md' with { type: 'text' };

const rule: Rule = {
  id: 'cronjob-without-deadline',
  on: 'resource',
  docs,
  severity: 'hint',
  profile: 'strict',
  concept: 'job-cronjob',
  aka: ['kube-score/cronjob-has-deadline'],
  fix: 'suggested',
  about: ['CronJob'],

  *check(resource) {
    const path = ['spec', 'startingDeadlineSeconds'];
    if (resource.kind !== 'CronJob' || !isWhole(resource) || resource.key(path)) return;
    yield {
      at: resource.at(['metadata', 'name']),
      message: `Nothing says how late ${named(resource)} may start: a run that was missed can start hours later.`,
      ...mend('Start at most an hour late', put(resource, path, '3600')),
    };
  },
};
export default rule;
