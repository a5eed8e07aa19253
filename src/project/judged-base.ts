import type { From, Stage } from '../syntax/dockerfile/model.ts';
import { lineage } from '../syntax/dockerfile/stages.ts';
import type { ImageRef } from '../text/image.ts';
import type { DockerfileIn, Project } from './project.ts';

/** The image below a stage. */
export interface JudgedBase {
  readonly image: ImageRef;
  readonly from: From;
  /** The ARG that stands for the whole name, of which the image is the default. */
  readonly argument?: string;
}

/** The image below a stage, as its file has it; undefined where a build of the project may give a variable of its name another value, or a variable stands at the start of it. */
export const judgedBase = (
  stage: Stage,
  { path }: DockerfileIn,
  project: Project,
): JudgedBase | undefined => {
  const { from, image } = lineage(stage).at(-1) ?? {};
  const word = from?.image;
  if (!from || !word || !image) return undefined;
  if (!word.dynamic) return { image, from };
  const raw = word.raw.replace(/^["']|["']$/g, '');
  const names = [...raw.matchAll(/\$\{?(\w+)/g)].flatMap(([, name]) => name ?? []);
  if (project.builds(path).some(({ args }) => args.some((each) => names.includes(each))))
    return undefined;
  if (!raw.startsWith('$')) return { image, from };
  const [argument] = names;
  const whole = /^\$(?:\w+|\{\w+(?::?-[^}$]*)?\})$/.test(raw);
  // A script that speaks of the argument may pass it in a way that is not read.
  return whole && argument !== undefined && !project.mentioned(argument)
    ? { image, from, argument }
    : undefined;
};

/** A sentence about an image, which says where it comes from when that is the default of an ARG. */
export const ofDefault = (
  { argument, image }: Pick<JudgedBase, 'argument' | 'image'>,
  sentence: string,
): string =>
  argument === undefined
    ? sentence
    : `${argument} is ${image.text} by default: ${sentence.replace(/^(?:The|Its) /, (word) => word.toLowerCase())}`;
