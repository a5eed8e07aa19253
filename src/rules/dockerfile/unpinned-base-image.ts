import { lacksLatest } from '../../data/cuda.ts';
import { endedImage } from '../../data/ended-images.ts';
import { isRolling } from '../../data/image-release.ts';
import { isLocalName } from '../../data/official-images.ts';
import { isContext } from '../../project/builds.ts';
import { unusedStages } from '../../project/unused-stages.ts';
import { isMovingTag, parseImage } from '../../text/image.ts';
import { isPlaceholder } from '../../text/placeholder.ts';
import type { Rule } from '../rule.ts';
import docs from './unpinned-base-image.md' with { type: 'text' };

const rule: Rule = {
  id: 'unpinned-base-image',
  on: 'dockerfile',
  docs,
  severity: 'warning',
  profile: 'recommended',
  concept: 'tag-digest',
  aka: ['hadolint/DL3006', 'hadolint/DL3007', 'trivy/DS-0001', 'checkov/CKV_DOCKER_7'],
  oncePerMessage: 'in reports',
  fix: 'none',

  *check(file, project) {
    const { path, stages } = file;
    for (const stage of stages) {
      const { from, image } = stage;
      const word = from.image;
      if (!image || !word || image.digest || image.text === 'scratch') continue;
      // missing-latest-tag speaks of those.
      if (!word.dynamic && lacksLatest(image)) continue;
      // archived-base-image speaks of those that get no releases.
      if (isRolling(image) || endedImage(image)) continue;
      // Nobody can push it: it is what was built here last.
      const local = isLocalName(image) ? ({ profile: 'strict' } as const) : {};
      // An empty part means that a variable without default stands in the name.
      if (/[$:]$|\/$/.test(image.text) || isPlaceholder(image.text)) continue;
      // What is not built pulls nothing.
      if (unusedStages(file, project).includes(stage)) continue;
      const { tag } = parseImage(image.text);
      if (tag !== undefined && tag !== 'latest') {
        if (isMovingTag(tag))
          yield {
            at: word.span,
            message: `The tag ${tag} moves to another image with each release or build, so a rebuild can change everything below your code.`,
            aka: [],
            ...local,
          };
        continue;
      }
      if (tag === undefined && isContext({ path }, image.text, project)) continue;
      yield {
        at: word.span,
        message: tag
          ? `The tag latest of ${name(image.text)} names another image after each release, so a rebuild can change everything below your code.`
          : `${image.text} has no tag, so each build takes whatever latest is on that day.`,
        aka: [tag ? 'hadolint/DL3007' : 'hadolint/DL3006', 'trivy/DS-0001', 'checkov/CKV_DOCKER_7'],
        ...local,
      };
    }
  },
};
export default rule;

const name = (text: string): string => text.replace(/:latest$/, '');
