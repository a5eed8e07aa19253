import type { DockerfileIn, Project } from '../../project/project.ts';
import type { Instruction, Stage } from '../../syntax/dockerfile/model.ts';
import type { Edit } from '../../text/edit.ts';

/** A change of shape that a person asks for; it may change the image, and its title says what it does. */
export interface Refactoring {
  readonly title: string;
  readonly edits: readonly Edit[];
}

/** The instruction at the cursor, where it stands, and what is known around it. */
export interface Place {
  readonly file: DockerfileIn;
  readonly stage: Stage;
  readonly instruction: Instruction;
  readonly project: Project;
}

/** Looks whether a refactoring fits a place. */
export type Offer = (place: Place) => Refactoring | undefined;
