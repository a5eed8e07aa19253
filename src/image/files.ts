import type { DockerfileIn, Project } from '../project/project.ts';
import type { Instruction, Stage } from '../syntax/dockerfile/model.ts';
import { lazy } from '../text/memo.ts';
import type { Path } from '../text/path.ts';
import { treeOf } from './stage.ts';
import { likelySource } from './tree.ts';

/** Gives the file of the project that is at an absolute path of an image, or undefined. */
export type FileAt = (path: string) => Path | undefined;

/** The files of the project in the image of a stage, at its end or before one of its instructions. */
export const filesAt = (
  file: DockerfileIn,
  stage: Stage,
  project: Project,
  before?: Instruction,
): FileAt => {
  // Few installs and starts name a file: the model is made for those.
  const tree = lazy(() => {
    const trees = treeOf(file, stage, project);
    return before ? trees.before(before) : trees.end;
  });
  return (path) => {
    const source = likelySource(tree(), path);
    return source !== undefined && project.exists(source) ? source : undefined;
  };
};
