import type { Host } from '../project/host.ts';
import type { Project, ResourceIn } from '../project/project.ts';
import type { Hover } from './features.ts';

/** What is said of the field at an offset of a manifest. */
export const hoverKubernetes = async (
  _resources: readonly ResourceIn[],
  _offset: number,
  _project: Project,
  _host: Host,
): Promise<Hover | undefined> => undefined;
