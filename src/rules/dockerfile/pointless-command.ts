import { commandsOf } from '../../syntax/dockerfile/select.ts';
import type { Rule } from '../rule.ts';
import docs from './pointless-command.md' with { type: 'text' };

const pointless: ReadonlySet<string> = new Set([
  'free',
  'kill',
  'mount',
  'ps',
  'service',
  'shutdown',
  'ssh',
  'top',
  'vim',
  'ifconfig',
  'reboot',
]);

const rule: Rule = {
  id: 'pointless-command',
  on: 'dockerfile',
  docs,
  severity: 'info',
  profile: 'recommended',
  concept: 'run-build-time',
  aka: ['hadolint/DL3001'],
  fix: 'none',
  about: [...pointless],

  *check(file) {
    for (const { name, words } of commandsOf(file)) {
      const [program] = words;
      if (!program || !pointless.has(name)) continue;
      yield {
        at: program.span,
        message: `${name} acts on running processes or hosts, and a layer keeps files alone.`,
      };
    }
  },
};
export default rule;
