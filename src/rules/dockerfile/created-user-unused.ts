import { unusedUser } from '../../project/unused-user.ts';
import { finalStage } from '../../syntax/dockerfile/stages.ts';
import type { Rule } from '../rule.ts';
import { startAs } from '../start-as.ts';
import docs from './created-user-unused.md' with { type: 'text' };

const rule: Rule = {
  id: 'created-user-unused',
  on: 'dockerfile',
  docs,
  severity: 'warning',
  profile: 'recommended',
  concept: 'non-root-user',
  like: ['trivy/DS-0002'],
  fix: 'suggested',
  about: ['useradd', 'adduser'],

  *check(file) {
    const user = unusedUser(file);
    if (!user) return;
    const stage = finalStage(file.stages);
    const edits = stage && startAs(file.text, stage, user.text);
    yield {
      at: user.span,
      message: `The user ${user.text} is created, but no USER names it, so the container starts as root.`,
      ...(edits ? { fixes: [{ title: `Start as ${user.text}`, edits: () => edits }] } : {}),
    };
  },
};
export default rule;
