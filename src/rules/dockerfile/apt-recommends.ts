import { commandsOf } from '../../syntax/dockerfile/select.ts';
import { aptCall, withoutRecommends } from '../../syntax/shell/apt.ts';
import { insert } from '../../text/edit.ts';
import type { Rule } from '../rule.ts';
import docs from './apt-recommends.md' with { type: 'text' };

const rule: Rule = {
  id: 'apt-recommends',
  on: 'dockerfile',
  docs,
  severity: 'info',
  profile: 'recommended',
  concept: 'small-images',
  aka: ['hadolint/DL3015', 'trivy/DS-0029'],
  fix: 'suggested',
  about: ['apt-get', 'apt', 'aptitude'],

  *check(file) {
    const offByConfig =
      /Install-Recommends/i.test(file.text) &&
      commandsOf(file).some(
        ({ name, words }) =>
          name !== 'apt-get' && words.some(({ text }) => /APT::Install-Recommends/i.test(text)),
      );
    if (offByConfig) return;
    for (const command of commandsOf(file)) {
      const call = aptCall(command);
      if (call?.verb !== 'install' || call.packages.length === 0 || withoutRecommends(call))
        continue;
      yield {
        at: call.span,
        message: `${call.name} install also brings every recommended package, most of which the image never needs.`,
        fixes: [
          {
            title: 'Add --no-install-recommends',
            edits: () => [insert(call.at.span[1], ' --no-install-recommends')],
          },
        ],
      };
    }
  },
};
export default rule;
