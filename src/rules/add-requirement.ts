import type { Installs } from '../project/installed.ts';
import type { Project } from '../project/project.ts';
import { insert } from '../text/edit.ts';
import type { Fix } from './rule.ts';

/** The fix that adds a distribution to the requirements file that a stage installs last; none without such a file. */
export const addRequirement = (
  distribution: string,
  { last }: Installs,
  project: Project,
): readonly Fix[] => {
  const path = last?.requirements;
  const file = path === undefined ? undefined : project.requirements(path);
  if (path === undefined || !file || file.entries.length === 0) return [];
  return [
    {
      title: `Add ${distribution} to ${path}`,
      edits: () => [{ ...insert(file.end[0], `${file.lineEnd}${distribution}`), path }],
    },
  ];
};
