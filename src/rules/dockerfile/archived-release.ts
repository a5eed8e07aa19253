import { archiveOf, releaseOf } from '../../data/image-release.ts';
import { hasOtherSources } from '../../project/apt-sources.ts';
import { commandsWithin } from '../../project/scripts.ts';
import { lineage, namedImage } from '../../syntax/dockerfile/stages.ts';
import { runsIn } from '../../syntax/dockerfile/state.ts';
import { aptCall } from '../../syntax/shell/apt.ts';
import type { Rule } from '../rule.ts';
import docs from './archived-release.md' with { type: 'text' };

const rule: Rule = {
  id: 'archived-release',
  on: 'dockerfile',
  docs,
  severity: 'error',
  profile: 'recommended',
  concept: 'from-base-image',
  fix: 'none',
  about: ['apt-get', 'apt', 'aptitude', 'RUN'],

  *check(file, project) {
    const said = new Set<number>();
    for (const stage of file.stages) {
      const image = namedImage(stage);
      const release = image && releaseOf(image);
      const archive = release && archiveOf(release);
      const from = lineage(stage).at(-1)?.from;
      if (!archive || !from?.image || said.has(from.index)) continue;
      const update = runsIn(file, stage).find(({ run }) =>
        commandsWithin(
          file,
          project,
        )(run).some((command) => aptCall(command)?.verb === 'update' && !command.conditional),
      );
      if (!update || hasOtherSources(file, stage, project)) continue;
      said.add(from.index);
      yield {
        at: from.image.span,
        message: `The packages of ${release.distribution} ${release.number} (${release.suite}) were moved to ${archive}, so apt-get update fails with "404 Not Found".`,
        related: [
          { file: file.path, at: update.run.word.span, message: 'the RUN that asks for them' },
        ],
      };
    }
  },
};
export default rule;
