import { commandsOf } from '../../syntax/dockerfile/select.ts';
import { aptCall, assumesYes } from '../../syntax/shell/apt.ts';
import { insert } from '../../text/edit.ts';
import type { Rule } from '../rule.ts';
import docs from './apt-assume-yes.md' with { type: 'text' };

const rule: Rule = {
  id: 'apt-assume-yes',
  on: 'dockerfile',
  docs,
  severity: 'warning',
  profile: 'recommended',
  concept: 'run-build-time',
  aka: ['hadolint/DL3014', 'trivy/DS-0021'],
  fix: 'safe',
  about: ['apt-get', 'apt', 'aptitude'],

  *check(file) {
    const yesByConfig =
      /Assume-Yes/i.test(file.text) &&
      commandsOf(file).some(({ words }) =>
        words.some(
          ({ text }) => /APT::Get::Assume-Yes/i.test(text) && /["']?(?:true|1)/i.test(text),
        ),
      );
    if (yesByConfig) return;
    for (const command of commandsOf(file)) {
      const call = aptCall(command);
      // `yes | apt-get install` answers too.
      if (call?.verb !== 'install' || command.piped || assumesYes(call)) continue;
      if (call.packages.length === 0) continue;
      yield {
        at: call.span,
        message: `${call.name} ${call.verb} stops with "Abort." when it wants a yes, because nobody answers during a build.`,
        fixes: [{ title: 'Add -y', safe: true, edits: () => [insert(call.at.span[1], ' -y')] }],
      };
    }
  },
};
export default rule;
