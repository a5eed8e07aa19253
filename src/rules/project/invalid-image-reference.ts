import { runContainers } from '../../project/run-containers.ts';
import { replace } from '../../text/edit.ts';
import { isImageName } from '../../text/image.ts';
import { isPlaceholder } from '../../text/placeholder.ts';
import type { Rule } from '../rule.ts';
import docs from './invalid-image-reference.md' with { type: 'text' };

const rule: Rule = {
  id: 'invalid-image-reference',
  on: 'project',
  docs,
  severity: 'error',
  profile: 'recommended',
  concept: 'registry',
  fix: 'suggested',

  *check(project) {
    for (const { at, called, file, image } of runContainers(project)) {
      if (isImageName(image) || isToBeFilledIn(image)) continue;
      const right = isImageName(image.toLowerCase()) ? image.toLowerCase() : undefined;
      const address = image.replace(/^(?:https?|docker):\/\//, '');
      const instead = right ?? (isImageName(address) ? address : undefined);
      const written = instead !== undefined && at[1] - at[0] === image.length;
      yield {
        file,
        at,
        message: right
          ? `The image of ${called} has a name with capitals, which no registry takes: ${right}.`
          : `"${image}" of ${called} is not the name of an image, which is repository:tag or repository@digest.`,
        ...(written
          ? { fixes: [{ title: `Write ${instead}`, edits: () => [replace(at, instead)] }] }
          : {}),
      };
    }
  },
};
export default rule;

/** Whether a template or a person is going to replace words of a name: `<registry>`, `ACCOUNT_ID`, `FILLED BY THE OPERATOR`. */
const isToBeFilledIn = (image: string): boolean =>
  /[{}<>%$\s]|__\w+__|(?<![a-z])[A-Z][A-Z_]+(?![a-z])/.test(image) || isPlaceholder(image);
