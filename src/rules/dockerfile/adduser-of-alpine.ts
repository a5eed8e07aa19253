import { releaseOf } from '../../data/image-release.ts';
import { rootImage } from '../../syntax/dockerfile/stages.ts';
import { runsIn } from '../../syntax/dockerfile/state.ts';
import { launched } from '../../syntax/shell/program.ts';
import type { Rule } from '../rule.ts';
import docs from './adduser-of-alpine.md' with { type: 'text' };

const rule: Rule = {
  id: 'adduser-of-alpine',
  on: 'dockerfile',
  docs,
  severity: 'error',
  profile: 'recommended',
  concept: 'non-root-user',
  fix: 'none',
  about: ['adduser', 'addgroup'],

  *check(file) {
    for (const stage of file.stages) {
      const image = rootImage(stage);
      const release = image && releaseOf(image);
      if (!image || !release || !suites.test(release.suite)) continue;
      for (const { run } of runsIn(file, stage))
        for (const { conditional, name, words } of run.script.commands.map(launched)) {
          if (conditional || (name !== 'adduser' && name !== 'addgroup')) continue;
          // The first of them decides.
          const option = words.find(({ text }) => /^-[DGHSghs]$/.test(text));
          if (!option) continue;
          const { text } = option;
          yield {
            at: option.span,
            message: /h/i.test(text)
              ? `${name} of ${image.text} takes ${text} for --help: it makes no ${name === 'adduser' ? 'user' : 'group'}.`
              : `${name} of ${image.text} has no ${text}, which is an option of Alpine's, so this RUN fails.`,
          };
        }
    }
  },
};
export default rule;

/** Releases whose images have adduser, and a release of it that was tried: 3.118 to 3.137. */
const suites = /^(?:bullseye|bookworm|jammy|noble)$/;
