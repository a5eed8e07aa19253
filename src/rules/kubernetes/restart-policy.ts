import { drop, entryAt, isWhole, put } from '../../syntax/kubernetes/fields.ts';
import { mend } from '../mend.ts';
import type { Rule } from '../rule.ts';
import docs from './restart-policy.md' with { type: 'text' };

const rule: Rule = {
  id: 'restart-policy',
  on: 'resource',
  docs,
  severity: 'error',
  profile: 'recommended',
  concept: 'job-cronjob',
  aka: ['kube-score/cronjob-restartpolicy', 'kube-linter/restart-policy'],
  fix: 'suggested',
  about: ['pods'],

  *check(resource) {
    const { podSpec, kind } = resource;
    if (!podSpec || kind === 'Pod' || kind === 'Rollout') return;
    const path = [...podSpec, 'restartPolicy'];
    const value = resource.get(path);
    if (kind === 'Job' || kind === 'CronJob') {
      const absent = resource.key(path) === undefined;
      // Without a pod there is more that is missing.
      if (!resource.key(podSpec)) return;
      if (absent ? !isWhole(resource) : value !== 'Always') return;
      yield {
        at: absent ? resource.at(podSpec) : entryAt(resource, path),
        message: `The API server refuses this ${kind}: its pods ${absent ? 'have no restartPolicy, which means Always' : 'restart always'}, and a task that ends needs OnFailure or Never.`,
        ...mend('Restart on failure', put(resource, path, 'OnFailure')),
      };
      return;
    }
    if (value !== 'Never' && value !== 'OnFailure') return;
    yield {
      at: entryAt(resource, path),
      message: `The API server refuses restartPolicy: ${value} in a ${kind}, whose pods always restart.`,
      ...mend('Remove restartPolicy', drop(resource, path)),
    };
  },
};
export default rule;
