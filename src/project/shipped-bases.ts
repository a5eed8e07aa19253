import type { Dockerfile, Stage } from '../syntax/dockerfile/model.ts';
import { originsOf } from '../syntax/dockerfile/origins.ts';
import { finalStage, lineage, namedImage, sourceStage } from '../syntax/dockerfile/stages.ts';
import type { ImageRef } from '../text/image.ts';
import { recent } from '../text/memo.ts';
import type { Span } from '../text/span.ts';
import type { DockerfileIn, Project } from './project.ts';

/** An image that something is built on which leaves the build. */
export interface ShippedBase {
  readonly image: ImageRef;
  /** Where the file names it first. */
  readonly at: Span;
}

/**
 * The images below the last stage and all named ones but those from which others only copy, each once. What a variable without a default stands for, or one
 * that a build of the project sets, is not known.
 */
export const shippedBases = (file: DockerfileIn, project: Project): readonly ShippedBase[] =>
  shippedIn(project)(file);

// Three rules ask for the same file.
const shippedIn = recent((project: Project) => recent((file: DockerfileIn) => find(file, project)));

const find = (file: DockerfileIn, project: Project): readonly ShippedBase[] => {
  const copied = copiedStages(file);
  const last = finalStage(file.stages);
  const found = new Map<string, ShippedBase>();
  for (const stage of file.stages) {
    if (stage !== last && (stage.name === undefined || copied.has(stage))) continue;
    // Nothing asks for it any more: what it builds is in no image.
    if (stage !== last && forBuilding.test(stage.name ?? '')) continue;
    const image = namedImage(stage);
    const root = lineage(stage).at(-1);
    if (!image || !root || found.has(image.text) || isSet(root, file, project)) continue;
    const first = file.stages.find((each) => each.image?.text === image.text) ?? root;
    if (first.from.image) found.set(image.text, { image, at: first.from.image.span });
  }
  return [...found.values()];
};

const forBuilding = /(?:^|[-_.])(?:env|build|builder|compile|compiler|deps|download)(?:[-_.]|$)/i;

const copiedStages = (file: Dockerfile): ReadonlySet<Stage> =>
  new Set(
    originsOf(file).flatMap(({ kind, text, stage }) =>
      kind === 'stage' ? (sourceStage(file, stage, text) ?? []) : [],
    ),
  );

/** Whether a build of the project gives a variable of the image's name another value. */
const isSet = ({ from }: Stage, { path }: DockerfileIn, project: Project): boolean => {
  const word = from.image;
  if (!word?.dynamic) return false;
  const names = [...word.raw.matchAll(/\$\{?(\w+)/g)].map(([, name]) => name);
  return project.builds(path).some(({ args }) => args.some((each) => names.includes(each)));
};
