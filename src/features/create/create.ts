import { joinPath, type Path } from '../../text/path.ts';
import type { Asked, Made } from './asked.ts';
import { createIgnore } from './dockerignore.ts';

export { createDockerfile } from './dockerfile.ts';
export { projectFolders } from './folders.ts';
export { createManifests } from './manifests.ts';
export { filesForPython } from './python-version.ts';

/** A .dockerignore for a directory. */
export const createDockerignore = (folder: Path, asked: Asked): Made => {
  const made = createIgnore(folder, asked);
  return made
    ? { kind: 'files', files: [made] }
    : { kind: 'there', file: joinPath(folder, '.dockerignore') ?? '', what: 'a .dockerignore' };
};
