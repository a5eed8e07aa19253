import type { Project, ResourceIn } from '../project/project.ts';
import type { Completion } from './complete-dockerfile.ts';

/** What can be typed at an offset of a manifest. */
export const completeKubernetes = (
  _text: string,
  _resources: readonly ResourceIn[],
  _offset: number,
  _project: Project,
): readonly Completion[] => [];
