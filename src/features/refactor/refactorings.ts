import type { Model } from '../../project/model.ts';
import type { Project } from '../../project/project.ts';
import { overlaps, type Span } from '../../text/span.ts';
import { cacheMount } from './cache-mount.ts';
import { heredoc } from './heredoc.ts';
import { nonRootUser } from './non-root-user.ts';
import { pinBase } from './pin-base.ts';
import type { Offer, Refactoring } from './refactoring.ts';
import { splitStages } from './split-stages.ts';

const offers: readonly Offer[] = [cacheMount, heredoc, nonRootUser, pinBase, splitStages];

/** The refactorings that fit the first instruction in a span of a Dockerfile. */
export const refactoringsAt = (
  model: Model | undefined,
  span: Span,
  project: Project,
): readonly Refactoring[] => {
  if (model?.kind !== 'dockerfile') return [];
  const { file } = model;
  const instruction = file.instructions.find((each) => overlaps(each.span, span));
  const stage = file.stages.find(
    ({ from, instructions }) =>
      instruction && (from === instruction || instructions.includes(instruction)),
  );
  if (!instruction || !stage) return [];
  return offers.flatMap((offer) => offer({ file, stage, instruction, project }) ?? []);
};
