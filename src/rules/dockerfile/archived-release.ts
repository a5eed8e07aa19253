import { archivedBases } from '../../image/archived-bases.ts';
import { ofDefault } from '../../project/judged-base.ts';
import type { Rule } from '../rule.ts';
import docs from './archived-release.md' with { type: 'text' };

const rule: Rule = {
  id: 'archived-release',
  on: 'dockerfile',
  docs,
  severity: 'error',
  profile: 'recommended',
  concept: 'from-base-image',
  oncePerFile: 'in reports',
  fix: 'none',
  about: ['apt-get', 'apt', 'aptitude', 'RUN'],

  *check(file, project) {
    for (const base of archivedBases(file, project)) {
      const { release, archive, from, run } = base;
      if (!from.image) continue;
      yield {
        at: from.image.span,
        message: ofDefault(
          base,
          `The packages of ${release.distribution} ${release.number} (${release.suite}) were moved to ${archive}, so apt-get update fails with "404 Not Found".`,
        ),
        related: [{ file: file.path, at: run.word.span, message: 'the RUN that asks for them' }],
      };
    }
  },
};
export default rule;
