import { baseImage } from '../data/base-images.ts';
import type { Model } from '../project/model.ts';
import { startCommand } from '../project/start-command.ts';
import { finalStage, rootImage } from '../syntax/dockerfile/stages.ts';
import { finalState, resolve } from '../syntax/dockerfile/state.ts';

/** A note behind a line. */
export interface Hint {
  readonly offset: number;
  readonly text: string;
  readonly tooltip: string;
}

/** Notes for a Dockerfile: the user of the start command, and the layer from which an edit of the sources rebuilds. */
export const hintsOf = (model: Model | undefined): readonly Hint[] => {
  if (model?.kind !== 'dockerfile') return [];
  const { file } = model;
  const stage = finalStage(file.stages);
  if (!stage) return [];
  const hints: Hint[] = [];
  const state = finalState(file, stage);
  const image = rootImage(stage);
  const user = state.user ? resolve(state.user, state) : image && baseImage(image)?.user;
  const last = startCommand(stage)?.from.at(-1);
  if (user !== undefined && last)
    hints.push({
      offset: last.span[1],
      text: `as ${user}`,
      tooltip: 'The user that the container starts as.',
    });
  for (const { instructions } of file.stages) {
    const copy = instructions.find(
      (each) =>
        (each.keyword === 'COPY' || each.keyword === 'ADD') &&
        !each.from &&
        each.sources.some(({ text }) => text === '.' || text === './'),
    );
    if (!copy || copy === instructions.at(-1)) continue;
    hints.push({
      offset: copy.span[1],
      text: 'every edit rebuilds from here',
      tooltip: 'This layer holds the sources, so a changed file makes it and all that follow anew.',
    });
  }
  return hints;
};
