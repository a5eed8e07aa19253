import type { ProjectIndex } from '../../project/index.ts';
import type { GeneratedQuestion } from './question.ts';

/** Questions about the project's own files. */
export const askProject = (_index: ProjectIndex): readonly GeneratedQuestion[] => [];
