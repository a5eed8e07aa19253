import { unusedUser } from '../../project/unused-user.ts';
import { finalStage } from '../../syntax/dockerfile/stages.ts';
import { insert } from '../../text/edit.ts';
import { lineEndOf } from '../../text/lines.ts';
import type { Rule } from '../rule.ts';
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
    const before = finalStage(file.stages)?.instructions.find(
      ({ keyword }) => keyword === 'CMD' || keyword === 'ENTRYPOINT',
    );
    yield {
      at: user.span,
      message: `The user ${user.text} is created, but no USER names it, so the container starts as root.`,
      ...(before
        ? {
            fixes: [
              {
                title: `Start as ${user.text}`,
                edits: () => [insert(before.span[0], `USER ${user.text}${lineEndOf(file.text)}`)],
              },
            ],
          }
        : {}),
    };
  },
};
export default rule;
