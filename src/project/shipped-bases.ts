import type { Dockerfile, Stage } from '../syntax/dockerfile/model.ts';
import { originsOf } from '../syntax/dockerfile/origins.ts';
import { finalStage, sourceStage } from '../syntax/dockerfile/stages.ts';
import { recent } from '../text/memo.ts';
import type { Span } from '../text/span.ts';
import { type JudgedBase, judgedBase } from './judged-base.ts';
import type { DockerfileIn, Project } from './project.ts';

/** An image that something is built on which leaves the build. */
export interface ShippedBase extends JudgedBase {
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
    const base = judgedBase(stage, file, project);
    if (!base || found.has(base.image.text)) continue;
    const { from } = file.stages.find((each) => each.image?.text === base.image.text) ?? base;
    if (from.image) found.set(base.image.text, { ...base, at: from.image.span });
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
