import type { Dockerfile, Stage } from '../syntax/dockerfile/model.ts';
import { insert } from '../text/edit.ts';
import { lineEndOf, wholeLines } from '../text/lines.ts';
import type { Fix } from './rule.ts';

/** The fix that declares an ARG below the FROM of a stage, so that it takes the value that it has before. */
export const declareArg = ({ lines, text }: Dockerfile, stage: Stage, name: string): Fix => ({
  title: `Add ARG ${name} to the stage`,
  edits: () => [insert(wholeLines(lines(), stage.from.span)[1], `ARG ${name}${lineEndOf(text)}`)],
});
