import { withTriggers } from '../../syntax/dockerfile/select.ts';
import { shellOperator } from '../../syntax/dockerfile/shell-operator.ts';
import type { Rule } from '../rule.ts';
import docs from './operator-in-copy.md' with { type: 'text' };

const rule: Rule = {
  id: 'operator-in-copy',
  on: 'dockerfile',
  docs,
  severity: 'error',
  profile: 'recommended',
  concept: 'copy-and-context',
  fix: 'none',
  about: ['COPY', 'ADD'],

  *check(file) {
    for (const copy of withTriggers(file)) {
      if (copy.keyword !== 'COPY' && copy.keyword !== 'ADD') continue;
      const operator = shellOperator(copy);
      if (!operator) continue;
      yield {
        at: operator.span,
        message: `${copy.word.text} runs no shell, so it looks for a file named ${operator.text}, and the build stops because there is none.`,
      };
    }
  },
};
export default rule;
