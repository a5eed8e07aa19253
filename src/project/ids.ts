import type { Path } from '../text/path.ts';
import type { ObjectFacts } from './facts.ts';

/** Names a stage of a Dockerfile among all things of a project. */
export const stageId = (file: Path, index: number): string => `${file}#${index}`;

/** Names a Kubernetes object among all things of a project. */
export const objectId = ({ file, at }: Pick<ObjectFacts, 'file' | 'at'>): string =>
  `${file}@${at[0]}`;
