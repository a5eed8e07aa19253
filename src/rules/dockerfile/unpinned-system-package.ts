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
      if (!call?.installs || !alias) continue;
      // gem names the version of all packages apart.
      if (alias === names['gem'] && hasOption(call.options, '-v', '--version')) continue;
      // go runs the first word, the others are for the program.
      const packages = call.verb.text === 'run' ? call.packages.slice(0, 1) : call.packages;
      for (const word of packages) {
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
