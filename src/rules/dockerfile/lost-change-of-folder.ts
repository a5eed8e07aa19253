import { runsOf } from '../../syntax/dockerfile/select.ts';
import type { Rule } from '../rule.ts';
import docs from './lost-change-of-folder.md' with { type: 'text' };

const lost: Readonly<Record<string, string>> = {
  cd: 'Each RUN starts in WORKDIR again',
  export: 'Each RUN has variables of its own',
  source: 'Each RUN is a new shell',
  '.': 'Each RUN is a new shell',
  alias: 'Each RUN is a new shell',
};

const rule: Rule = {
  id: 'lost-change-of-folder',
  on: 'dockerfile',
  docs,
  severity: 'warning',
  profile: 'recommended',
  concept: 'run-build-time',
  aka: ['hadolint/DL3003'],
  fix: 'none',
  about: Object.keys(lost),

  *check(file) {
    for (const { script } of runsOf(file)) {
      if (script.broken) continue;
      const { commands } = script;
      const last = commands.at(-1);
      if (!last || commands.some(({ name }) => !Object.hasOwn(lost, name))) continue;
      yield {
        at: last.span,
        message: `${lost[last.name]}, so this ${last.name} changes nothing for the lines below.`,
        aka: last.name === 'cd' ? ['hadolint/DL3003'] : [],
      };
    }
  },
};
export default rule;
