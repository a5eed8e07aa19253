import {
  drop,
  entryAt,
  isWhole,
  kindAndName,
  put,
  subject,
} from '../../syntax/kubernetes/fields.ts';
import { isRecord } from '../../syntax/kustomization.ts';
import { capital } from '../../text/words.ts';
import { mend } from '../mend.ts';
import type { Rule } from '../rule.ts';
import docs from './finished-job-kept.md' with { type: 'text' };

const rule: Rule = {
  id: 'finished-job-kept',
  on: 'resource',
  docs,
  severity: 'hint',
  profile: 'strict',
  concept: 'job-cronjob',
  aka: ['kube-linter/job-ttl-seconds-after-finished'],
  fix: 'suggested',

  *check(resource) {
    const { kind } = resource;
    if (kind === 'CronJob') {
      const path = ['spec', 'jobTemplate', 'spec', 'ttlSecondsAfterFinished'];
      if (!resource.key(path)) return;
      yield {
        at: entryAt(resource, path),
        message: `${subject(resource)} deletes its Jobs itself, by the number that its history keeps.`,
        ...mend('Remove ttlSecondsAfterFinished', drop(resource, path)),
      };
      return;
    }
    if (kind !== 'Job' || !isWhole(resource) || resource.key(['spec', 'ttlSecondsAfterFinished']))
      return;
    const notes = resource.get(['metadata', 'annotations']);
    if (
      isRecord(notes) &&
      Object.keys(notes).some((key) => /^(?:helm\.sh|argocd\.argoproj\.io)\/hook/.test(key))
    )
      return;
    yield {
      at: resource.at(['metadata', 'name']),
      message: `${capital(kindAndName(resource))} and its pods stay after it ends, until somebody deletes them.`,
      ...mend(
        'Delete it a day after it ended',
        put(resource, ['spec', 'ttlSecondsAfterFinished'], '86400'),
      ),
    };
  },
};
export default rule;
