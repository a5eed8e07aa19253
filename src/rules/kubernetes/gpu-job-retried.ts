import { askedBy, gpus } from '../../syntax/kubernetes/accelerator.ts';
import { isWhole, put, subject } from '../../syntax/kubernetes/fields.ts';
import { mend } from '../mend.ts';
import type { Rule } from '../rule.ts';
import docs from './gpu-job-retried.md' with { type: 'text' };

const rule: Rule = {
  id: 'gpu-job-retried',
  on: 'resource',
  docs,
  severity: 'info',
  profile: 'strict',
  concept: 'job-cronjob',
  fix: 'suggested',
  about: ['Job', 'CronJob'],

  *check(resource) {
    const { kind } = resource;
    if ((kind !== 'Job' && kind !== 'CronJob') || !isWhole(resource)) return;
    const spec = kind === 'Job' ? ['spec'] : ['spec', 'jobTemplate', 'spec'];
    if (
      ['backoffLimit', 'podFailurePolicy', 'backoffLimitPerIndex'].some((key) =>
        resource.key([...spec, key]),
      )
    )
      return;
    const asked = resource
      .containers()
      .filter(({ init }) => !init)
      .flatMap(({ path }) => askedBy(resource, path));
    const [first] = asked;
    const count = asked.reduce((sum, each) => sum + each.count, 0);
    if (!first) return;
    yield {
      at: resource.at(first.path),
      message: `${subject(resource)} may fail 7 times on ${gpus(count)} before it is given up: backoffLimit is 6 unless set.`,
      ...mend('Try twice', put(resource, [...spec, 'backoffLimit'], '1')),
    };
  },
};
export default rule;
