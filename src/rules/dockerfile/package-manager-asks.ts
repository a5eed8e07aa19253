import { commandsOf } from '../../syntax/dockerfile/select.ts';
import { managerCall } from '../../syntax/shell/managers.ts';
import { hasOption, hasShort, type Options } from '../../syntax/shell/options.ts';
import { insert } from '../../text/edit.ts';
import type { Alias, Rule } from '../rule.ts';
import docs from './package-manager-asks.md' with { type: 'text' };

interface Asking {
  readonly alias: Alias;
  readonly verbs: readonly string[];
  readonly answered: (options: Options) => boolean;
}

const yes = (options: Options): boolean =>
  hasShort(options, 'y') || hasOption(options, '--assumeyes', '--yes', '--assume-yes');

const redHatVerbs = [
  ...['install', 'in', 'groupinstall', 'localinstall', 'reinstall', 'rei'],
  ...['update', 'upgrade', 'up', 'upgrade-minimal', 'up-min', 'update-minimal', 'downgrade'],
];

const asking: Readonly<Record<string, Asking>> = {
  yum: {
    alias: 'hadolint/DL3030',
    verbs: redHatVerbs,
    answered: yes,
  },
  dnf: {
    alias: 'hadolint/DL3038',
    verbs: redHatVerbs,
    answered: yes,
  },
  zypper: {
    alias: 'hadolint/DL3034',
    verbs: ['install', 'in', 'remove', 'rm', 'source-install', 'si', 'patch'],
    answered: (options) =>
      yes(options) ||
      hasShort(options, 'n') ||
      hasOption(options, '--non-interactive', '--no-confirm'),
  },
};

const rule: Rule = {
  id: 'package-manager-asks',
  on: 'dockerfile',
  docs,
  severity: 'error',
  profile: 'recommended',
  concept: 'run-build-time',
  aka: ['hadolint/DL3030', 'hadolint/DL3034', 'hadolint/DL3038'],
  fix: 'safe',
  about: ['yum', 'dnf', 'tdnf', 'zypper'],

  *check(file) {
    for (const command of commandsOf(file)) {
      const call = managerCall(command);
      const facts = call && asking[call.manager.name];
      // Most versions of microdnf ask nothing: microdnf-without-yes.
      if (!call || !facts || call.program === 'microdnf' || !facts.verbs.includes(call.verb.text))
        continue;
      if (facts.answered(call.options) || command.piped) continue;
      yield {
        at: call.span,
        message: `${[call.program, call.noun, call.verb.text].filter(Boolean).join(' ')} waits for a yes that nobody gives during a build.`,
        aka: [facts.alias],
        fixes: [{ title: 'Add -y', safe: true, edits: () => [insert(call.verb.span[1], ' -y')] }],
      };
    }
  },
};
export default rule;
