import { baseImage } from '../data/base-images.ts';
import type { Inherited, Stage } from '../syntax/dockerfile/model.ts';
import type { Builds } from './builds.ts';
import type { DockerfileFacts } from './facts.ts';
import { builderOf } from './image-names.ts';
import type { DockerfileIn } from './project.ts';

/** Whether a stage starts from an image that the project may build itself. */
const mayBeOwn = ({ image }: Stage): boolean =>
  image !== undefined && image.repository !== 'scratch' && baseImage(image) === undefined;

/** Whether a file has a stage that starts from an image which the project may build itself. */
export const hasOwnBases = ({ stages }: DockerfileIn): boolean => stages.some(mayBeOwn);

/** The file with the settings that its stages have of images which other Dockerfiles of the project build. */
export const withBases = (
  file: DockerfileIn,
  dockerfiles: readonly DockerfileFacts[],
  builds: Builds,
  rootName: string,
): DockerfileIn => {
  const bases = file.stages.map((stage) =>
    stage.image && mayBeOwn(stage)
      ? settingsOf(stage.image.text, [file.path], dockerfiles, builds, rootName)
      : undefined,
  );
  return bases.some((base) => base) ? { ...file, bases } : file;
};

const deepest = 8;

/** What an image brings, with what it has of its own base. */
const settingsOf = (
  image: string,
  seen: readonly string[],
  dockerfiles: readonly DockerfileFacts[],
  builds: Builds,
  rootName: string,
): Inherited | undefined => {
  const others = dockerfiles.filter(({ file }) => !seen.includes(file));
  const facts = builderOf(image, others, builds, rootName, () => []);
  if (!facts?.settings) return undefined;
  const older =
    facts.base === undefined || seen.length >= deepest
      ? undefined
      : settingsOf(facts.base, [...seen, facts.file], dockerfiles, builds, rootName);
  return { ...older, ...facts.settings, env: { ...older?.env, ...facts.settings.env } };
};
