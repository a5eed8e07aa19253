import { runsOf } from '../../syntax/dockerfile/select.ts';
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
    for (const { script, span } of runsOf(file)) {
      const end = script.commands.at(-1)?.span[1] ?? span[1];
      // What runs in the background is there until the end of the step.
      if (background.test(file.text.slice(span[0], end))) continue;
      for (const { name, words } of script.commands) {
        const [program] = words;
        if (!program || !pointless.has(name)) continue;
        yield {
          at: program.span,
          message: `${name} acts on running processes or hosts, and a layer keeps files alone.`,
        };
      }
    }
  },
};
export default rule;

const background = /[^&|<>]&(?![&>\d])/;
