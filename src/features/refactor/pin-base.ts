import { replace } from '../../text/edit.ts';
import { imageName, parseImage } from '../../text/image.ts';
import type { Offer } from './refactoring.ts';

/** Gives an image without a fixed tag the tag that another Dockerfile of the project uses. */
export const pinBase: Offer = ({ file, stage, instruction, project }) => {
  if (instruction.keyword !== 'FROM' || !instruction.image || !stage.image) return undefined;
  const { image } = stage;
  if (instruction.image.dynamic || image.digest || (image.tag && image.tag !== 'latest'))
    return undefined;
  const tags = project
    .dockerfiles()
    .filter((other) => other.file !== file.path)
    .flatMap(({ bases }) => bases)
    .map(parseImage)
    .filter((other) => imageName(other) === imageName(image))
    .flatMap(({ tag }) => (tag && tag !== 'latest' ? [tag] : []));
  const [tag] = mostUsed(tags);
  if (!tag) return undefined;
  const bare = instruction.image.text.replace(/:latest$/, '');
  return {
    title: `Use ${bare}:${tag}, as elsewhere in this project`,
    edits: [replace(instruction.image.span, `${bare}:${tag}`)],
  };
};

const mostUsed = (tags: readonly string[]): readonly string[] => {
  const count = (tag: string): number => tags.filter((each) => each === tag).length;
  return [...new Set(tags)].sort((a, b) => count(b) - count(a) || (a < b ? -1 : 1));
};
