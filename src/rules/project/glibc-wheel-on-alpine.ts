import { unbuiltIn } from '../../image/installs/unbuilt.ts';
import type { Rule } from '../rule.ts';
import { groupedBy, relatedTo, titleOf } from '../unbuilt.ts';
import docs from './glibc-wheel-on-alpine.md' with { type: 'text' };

const rule: Rule = {
  id: 'glibc-wheel-on-alpine',
  on: 'dockerfile',
  docs,
  severity: 'error',
  profile: 'recommended',
  concept: 'from-base-image',
  fix: 'none',
  about: ['pip', 'python', 'uv'],

  *check(file, project) {
    for (const { image, unbuilt } of unbuiltIn(file, project)) {
      const musl = unbuilt.filter(({ why }) => why === 'musl');
      const lacking = musl.filter(({ through }) => through === undefined);
      const asking = musl.filter(({ through }) => through !== undefined);
      for (const [at, group] of groupedBy(asking, ({ installed }) => installed.pip.at).slice(
        0,
        1,
      )) {
        const [first] = group;
        if (!first?.through || lacking.length > 0) continue;
        yield {
          at,
          message: `${titleOf([first])} requires ${first.through}, which has wheels for glibc only, and ${image.text} has musl instead: pip finds no matching distribution.`,
          related: relatedTo([first], file),
        };
      }
      for (const [at, group] of groupedBy(lacking, ({ installed }) => installed.pip.at)) {
        const several = group.length > 1;
        const ownIndex = group.some(({ installed }) => installed.pip.files === 'pytorch');
        yield {
          at,
          message: `${titleOf(group)} ${several ? 'have' : 'has'} wheels for glibc only, and ${image.text} has musl instead: ${
            ownIndex
              ? `pip finds no matching distribution, or what it installs cannot be loaded`
              : 'pip finds no matching distribution'
          }.`,
          related: relatedTo(group, file),
        };
      }
    }
  },
};
export default rule;
