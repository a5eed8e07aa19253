import { askedBy, gpus } from '../../syntax/kubernetes/accelerator.ts';
import { minutesBetween } from '../../syntax/kubernetes/cron.ts';
import { itemsAt, named, put } from '../../syntax/kubernetes/fields.ts';
import { mend } from '../mend.ts';
import type { Rule } from '../rule.ts';
import docs from './overlapping-runs.md' with { type: 'text' };

const rule: Rule = {
  id: 'overlapping-runs',
  on: 'resource',
  docs,
  severity: 'info',
  profile: 'recommended',
  concept: 'job-cronjob',
  fix: 'suggested',
  about: ['CronJob'],

  *check(resource) {
    const { podSpec, kind } = resource;
    const policy = ['spec', 'concurrencyPolicy'];
    if (kind !== 'CronJob' || !podSpec || resource.partial || resource.key(policy)) return;
    const schedule = resource.get(['spec', 'schedule']);
    const minutes = typeof schedule === 'string' ? minutesBetween(schedule) : undefined;
    if (minutes === undefined) return;
    const end = resource.get(['spec', 'jobTemplate', 'spec', 'activeDeadlineSeconds']);
    if (typeof end === 'number' && end <= minutes * 60) return;
    const count = resource
      .containers()
      .filter(({ init }) => !init)
      .flatMap(({ path }) => askedBy(resource, path))
      .reduce((sum, each) => sum + each.count, 0);
    const claim = itemsAt(resource, [...podSpec, 'volumes'])
      .map(({ path }) => [...path, 'persistentVolumeClaim'])
      .find((path) => resource.key(path) && resource.get([...path, 'readOnly']) !== true);
    if (count === 0 && !claim) return;
    yield {
      at: resource.at(['spec', 'schedule']),
      message: `A run of ${named(resource)} that takes longer than ${span(minutes)} meets the next one: ${count > 0 ? `together they take ${gpus(count * 2)}` : `both write to ${String(claim && resource.get([...claim, 'claimName']))}`}.`,
      ...mend('Start none while one runs', put(resource, policy, 'Forbid')),
    };
  },
};
export default rule;

const span = (minutes: number): string =>
  minutes < 120 ? `${minutes} minutes` : `${minutes / 60} hours`;
