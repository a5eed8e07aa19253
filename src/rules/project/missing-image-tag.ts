import { wrongCudaTag } from '../../data/cuda.ts';
import { runContainers } from '../../project/run-containers.ts';
import { imageName, parseImage } from '../../text/image.ts';
import type { Rule } from '../rule.ts';
import docs from './missing-image-tag.md' with { type: 'text' };

const rule: Rule = {
  id: 'missing-image-tag',
  on: 'project',
  docs,
  severity: 'error',
  profile: 'recommended',
  concept: 'tag-digest',
  fix: 'none',

  *check(project) {
    for (const { at, built, called, file, image } of runContainers(project)) {
      const name = parseImage(image);
      const wrong = built ? undefined : wrongCudaTag(name);
      if (!wrong) continue;
      const { meant, why } = wrong;
      yield {
        file,
        at,
        message: `${imageName(name)} has no tag ${name.tag}, so ${called} does not start: ${why}.${meant === undefined ? '' : ` Did you mean ${meant}?`}`,
      };
    }
  },
};
export default rule;
