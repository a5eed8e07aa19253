import { commandsOf } from '../../syntax/dockerfile/select.ts';
import { managerCall, managers } from '../../syntax/shell/managers.ts';
import { hasOption } from '../../syntax/shell/options.ts';
import type { Alias, Rule } from '../rule.ts';
import docs from './unpinned-system-package.md' with { type: 'text' };

const names: Readonly<Record<string, Alias>> = {
  apt: 'hadolint/DL3008',
  npm: 'hadolint/DL3016',
  apk: 'hadolint/DL3018',
  gem: 'hadolint/DL3028',
  yum: 'hadolint/DL3033',
  zypper: 'hadolint/DL3037',
  dnf: 'hadolint/DL3041',
  go: 'hadolint/DL3062',
};

const rule: Rule = {
  id: 'unpinned-system-package',
  on: 'dockerfile',
  docs,
  severity: 'warning',
  profile: 'strict',
  concept: 'pin-dependencies',
  aka: Object.values(names),
  fix: 'none',
  about: managers.flatMap(({ programs }) => programs),

  *check(file) {
    for (const command of commandsOf(file)) {
      const call = managerCall(command);
      const alias = call && names[call.manager.name];
      if (!call?.installs || !alias || hasOption(call.options, '-v', '--version')) continue;
      for (const word of call.packages) {
        if (word.dynamic || call.manager.pinned.test(word.text)) continue;
        yield {
          at: word.span,
          message: `${word.text} has no version, so the next build can install another one.`,
          aka: [alias],
        };
      }
    }
  },
};
export default rule;
