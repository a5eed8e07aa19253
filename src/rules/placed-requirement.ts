import type { Installed, InstalledByPip } from '../image/installs/installed.ts';
import type { DockerfileIn, Project } from '../project/project.ts';
import type { Edit } from '../text/edit.ts';
import { once } from '../text/memo.ts';
import type { Path } from '../text/path.ts';
import type { Finding, Place } from './rule.ts';

/** Whether a project has files that may be lists of requirements: without one, none need to be looked for. */
export const hasLists = (project: Project): boolean => listsAmong(project.under(''));

const listsAmong = once((paths: readonly Path[]): boolean =>
  paths.some((path) => /\.(?:txt|in|pip)$/.test(path)),
);

/** Where a finding about a requirement is: at its line, in the Dockerfile or in the requirements file that pip reads there; `related` leads back. */
export const placeOfRequirement = (
  { at, file, pip }: InstalledByPip,
  dockerfile: DockerfileIn,
  others: readonly Place[] = [],
): Pick<Finding, 'at' | 'file' | 'related'> => {
  const own = file === dockerfile.path;
  const related = own
    ? others
    : [...others, { file: dockerfile.path, at: pip.at, message: 'pip installs it here' }];
  return {
    ...(own ? {} : { file }),
    at,
    ...(related.length > 0 ? { related } : {}),
  };
};

/** An edit of the file that a requirement is in. */
export const editOfRequirement = (
  { file }: Pick<Installed, 'file'>,
  dockerfile: DockerfileIn,
  edit: Edit,
): Edit => (file === dockerfile.path ? edit : { ...edit, path: file });
