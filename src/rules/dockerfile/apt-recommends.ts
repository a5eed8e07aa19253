import { neededRecommends, recommendsNothing } from '../../image/installs/apt-recommended.ts';
import { shippedBy } from '../../syntax/dockerfile/programs.ts';
import { commandsOf, triggered } from '../../syntax/dockerfile/select.ts';
import { aptCall, withoutRecommends } from '../../syntax/shell/apt.ts';
import { insert } from '../../text/edit.ts';
import { listed } from '../../text/words.ts';
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
  oncePerFile: true,
  fix: 'suggested',
  about: ['apt-get', 'apt', 'aptitude'],

  *check(file, project) {
    const offByConfig =
      /Install-Recommends/i.test(file.text) &&
      commandsOf(file).some(
        ({ name, words }) =>
          name !== 'apt-get' && words.some(({ text }) => /APT::Install-Recommends/i.test(text)),
      );
    if (offByConfig) return;
    const shipped = shippedBy(file);
    for (const stage of file.stages) {
      for (const run of stage.instructions.map(triggered)) {
        // What stays in a builder stage is in no image.
        if (run.keyword !== 'RUN' || !shipped.has(run)) continue;
        for (const command of run.script.commands) {
          const call = aptCall(command);
          if (call?.verb !== 'install' || call.packages.length === 0 || withoutRecommends(call))
            continue;
          const { packages, more } = neededRecommends(file, stage, call, project.debian);
          const end = call.packages.at(-1)?.span[1];
          yield {
            at: call.span,
            ...(recommendsNothing(call, project.debian) ? { profile: 'strict' } : {}),
            message: `${call.name} install also brings every recommended package, most of which the image never needs.`,
            ...(more || end === undefined
              ? {}
              : {
                  fixes: [
                    {
                      title: `Add ${listed(['--no-install-recommends', ...packages])}`,
                      edits: () => [
                        insert(call.at.span[1], ' --no-install-recommends'),
                        ...packages.map((name) => insert(end, ` ${name}`)),
                      ],
                    },
                  ],
                }),
          };
        }
      }
    }
  },
};
export default rule;
