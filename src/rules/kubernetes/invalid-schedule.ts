import { cronProblem } from '../../syntax/kubernetes/cron.ts';
import type { Rule } from '../rule.ts';
import docs from './invalid-schedule.md' with { type: 'text' };

const rule: Rule = {
  id: 'invalid-schedule',
  on: 'resource',
  docs,
  severity: 'error',
  profile: 'recommended',
  concept: 'job-cronjob',
  fix: 'none',
  about: ['CronJob'],

  *check(resource) {
    if (resource.kind !== 'CronJob' || !resource.apiVersion.startsWith('batch/')) return;
    const path = ['spec', 'schedule'];
    const schedule = resource.get(path);
    if (typeof schedule === 'string') {
      const problem = cronProblem(schedule);
      if (problem) yield { at: resource.at(path), message: problem };
    }
    const zone = resource.get(['spec', 'timeZone']);
    if (zone === 'Local' || zone === 'local')
      yield {
        at: resource.at(['spec', 'timeZone']),
        message: `${zone} is no time zone for a CronJob: name one such as Europe/Zurich or Etc/UTC.`,
      };
  },
};
export default rule;
