import { commandsOf } from '../../syntax/dockerfile/select.ts';
import { managerCall } from '../../syntax/shell/managers.ts';
import { hasOption, hasShort } from '../../syntax/shell/options.ts';
import { insert } from '../../text/edit.ts';
import type { Rule } from '../rule.ts';
import docs from './microdnf-without-yes.md' with { type: 'text' };

const rule: Rule = {
  id: 'microdnf-without-yes',
  on: 'dockerfile',
  docs,
  severity: 'info',
  profile: 'strict',
  concept: 'run-build-time',
  aka: ['hadolint/DL3038'],
  fix: 'safe',
  about: ['microdnf'],

  *check(file) {
    for (const command of commandsOf(file)) {
      const call = managerCall(command);
      if (call?.program !== 'microdnf' || command.piped) continue;
      const { verb, noun, options, span } = call;
      if (!call.installs && !/^(?:groupinstall|update|upgrade|remove|downgrade)$/.test(verb.text))
        continue;
      if (hasShort(options, 'y') || hasOption(options, '--assumeyes')) continue;
      yield {
        at: span,
        message: `${['microdnf', noun, verb.text].filter(Boolean).join(' ')} has no -y: where microdnf is dnf5, as in Fedora, it waits for a yes that nobody gives.`,
        fixes: [{ title: 'Add -y', safe: true, edits: () => [insert(verb.span[1], ' -y')] }],
      };
    }
  },
};
export default rule;
