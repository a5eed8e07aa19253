import { dirname, joinPath, type Path } from '../../text/path.ts';
import type { Asked, Made } from './asked.ts';
import { createIgnore } from './dockerignore.ts';
import { startsBelow } from './starts.ts';

export { createDockerfile } from './dockerfile.ts';
export { createManifests } from './manifests.ts';
export { filesForPython } from './python-version.ts';

/** A .dockerignore for a directory. */
export const createDockerignore = (folder: Path, asked: Asked): Made => {
  const made = createIgnore(folder, asked);
  return made
    ? { kind: 'files', files: [made] }
    : { kind: 'none', why: `There is a ${joinPath(folder, '.dockerignore')} already.` };
};

const marks =
  /(?:^|\/)(?:requirements[^/]*\.txt|pyproject\.toml|setup\.py|Pipfile|environment\.ya?ml)$/;

/** The directories for which an image may be made: those with code that starts and a list of what it needs; the root where there is none. */
export const projectFolders = ({ project, text }: Asked): readonly Path[] => {
  const marked = new Set(
    project
      .under('')
      .filter((path) => marks.test(path))
      .map(homeOf),
  );
  const found = [...marked].filter((folder) => startsBelow(folder, { project, text }).length > 0);
  return found.length > 0 ? found.toSorted() : [''];
};

/** The directory that a list of dependencies is about: that above a directory of lists. */
const homeOf = (path: Path): Path => {
  const folder = dirname(path);
  return /(?:^|\/)requirements$/.test(folder) ? dirname(folder) : folder;
};
