import type { DockerfileIn, Project } from '../project/project.ts';
import type { Instruction, Stage } from '../syntax/dockerfile/model.ts';
import { resolve, type State } from '../syntax/dockerfile/state.ts';
import { positionAt } from '../text/lines.ts';
import type { ImagePlace } from './known.ts';
import type { Growing, Owner, Tree } from './tree.ts';

/** What an instruction of a stage is read with. */
export interface Work {
  readonly file: DockerfileIn;
  readonly stage: Stage;
  readonly project: Project;
  /** The state before the instruction. */
  readonly state: State;
  /** The file system, which the instruction adds its changes to. */
  readonly tree: Growing;
  /** The file system at the end of another stage. */
  endOf(stage: Stage): Tree;
}

/** The place of an instruction. */
export const placeOf = (
  { file }: Pick<Work, 'file'>,
  { span }: Pick<Instruction, 'span'>,
): ImagePlace => ({
  file: file.path,
  at: span,
});

/** Where an instruction is, in words: `line 7`. */
export const whereIs = (
  { file }: Pick<Work, 'file'>,
  { span }: Pick<Instruction, 'span'>,
): string => `line ${positionAt(file.lines(), span[0]).line + 1}`;

/** The user that a RUN or WORKDIR is run by, without the group; null when that is not known. */
export const userOf = (state: State): Owner => {
  const text = state.user ? resolve(state.user, state) : (state.baseUser ?? 'root');
  return text?.split(':')[0] || null;
};
