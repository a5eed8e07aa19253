import { type BaseImage, baseImage } from '../data/base-images.ts';
import type { Stage } from '../syntax/dockerfile/model.ts';
import { rootImage } from '../syntax/dockerfile/stages.ts';

/** What the image below a stage brings along; undefined for one that is not in the table. */
export const baseOf = (stage: Stage): BaseImage | undefined => {
  const image = rootImage(stage);
  return image && baseImage(image);
};

/** The minor version of the Python of the image below a stage: `3.12`; undefined when it is not known. */
export const pythonOf = (stage: Stage): string | undefined => baseOf(stage)?.python;
