import { startFile } from '../../image/checks/start-file.ts';
import { finalStage } from '../../syntax/dockerfile/stages.ts';
import type { Rule } from '../rule.ts';
import docs from './start-file-missing.md' with { type: 'text' };

const rule: Rule = {
  id: 'start-file-missing',
  on: 'dockerfile',
  docs,
  severity: 'error',
  profile: 'recommended',
  concept: 'cmd-entrypoint',
  fix: 'suggested',
  about: ['CMD', 'ENTRYPOINT'],

  *check(file, project) {
    const stage = finalStage(file.stages);
    for (const { state, at, detail, fix, related } of stage
      ? startFile(file, stage, project)
      : []) {
      if (state !== 'broken') continue;
      yield {
        at,
        message: detail,
        ...(related ? { related } : {}),
        ...(fix ? { fixes: [fix] } : {}),
      };
    }
  },
};
export default rule;
