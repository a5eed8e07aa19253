import { lacksProgram } from '../../data/image-lacks.ts';
import { checkProgram } from '../../project/check-program.ts';
import { isArchived, isTestData } from '../../project/homes.ts';
import { parseImage } from '../../text/image.ts';
import type { Rule } from '../rule.ts';
import docs from './check-program-missing.md' with { type: 'text' };

const rule: Rule = {
  id: 'check-program-missing',
  on: 'project',
  docs,
  severity: 'error',
  profile: 'recommended',
  concept: 'probes',
  fix: 'none',

  *check(project) {
    for (const { file, services } of project.composeFiles()) {
      if (isArchived(file) || isTestData(file)) continue;
      const said = new Set<number>();
      for (const { built, check, image, name, open } of services) {
        const program = check && checkProgram(check.words);
        if (!check || !image || image.dynamic || built || open || program === undefined) continue;
        if (said.has(check.at[0]) || !lacksProgram(parseImage(image.text), program)) continue;
        said.add(check.at[0]);
        yield {
          file,
          at: check.at,
          message: `${image.text} has no ${program}, so the healthcheck of ${name} always fails, and services that wait for it to be healthy do not start.`,
          related: [{ file, at: image.at, message: `the image of ${name}` }],
        };
      }
    }
  },
};
export default rule;
