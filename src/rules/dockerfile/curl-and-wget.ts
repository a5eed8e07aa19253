import { triggered } from '../../syntax/dockerfile/select.ts';
import type { Command } from '../../syntax/shell/model.ts';
import type { Rule } from '../rule.ts';
import docs from './curl-and-wget.md' with { type: 'text' };

const rule: Rule = {
  id: 'curl-and-wget',
  on: 'dockerfile',
  docs,
  severity: 'info',
  profile: 'strict',
  concept: 'small-images',
  aka: ['hadolint/DL4001', 'trivy/DS-0014'],
  fix: 'none',
  about: ['curl', 'wget'],

  *check({ stages }) {
    for (const { instructions } of stages) {
      const used: Command[] = instructions
        .map(triggered)
        .flatMap((each) => (each.keyword === 'RUN' ? each.script.commands : []))
        .filter(({ name }) => name === 'curl' || name === 'wget');
      const [first] = used;
      const other = used.find(({ name }) => name !== first?.name);
      if (!first || !other) continue;
      yield {
        at: other.words[0]?.span ?? other.span,
        message: `This stage downloads with ${first.name} and with ${other.name}; one of them would do.`,
      };
    }
  },
};
export default rule;
