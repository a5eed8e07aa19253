import { serviceFiles } from '../../image/checks/service-start.ts';
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
  about: ['CMD', 'ENTRYPOINT', 'COPY', 'ADD'],

  *check(file, project) {
    const stage = finalStage(file.stages);
    if (!stage) return;
    for (const { state, at, detail, fix, related } of startFile(file, stage, project)) {
      if (state !== 'broken') continue;
      yield {
        at,
        message: detail,
        ...(related ? { related } : {}),
        ...(fix ? { fixes: [fix] } : {}),
      };
    }
    for (const { at, by, detail, fix, state } of serviceFiles(file, stage, project)) {
      if (state !== 'broken') continue;
      yield { at, file: by, message: detail, ...(fix ? { fixes: [fix] } : {}) };
    }
  },
};
export default rule;
