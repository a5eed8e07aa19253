import type { DockerfileIn, Project } from '../../project/project.ts';
import { loadedFiles } from '../../project/python-imports.ts';
import type { Stage } from '../../syntax/dockerfile/model.ts';
import type { Download } from '../../syntax/python/calls.ts';
import type { Path } from '../../text/path.ts';
import { entryOf } from './entry.ts';

/** A call that downloads from the Hugging Face Hub, and its file. */
export interface StartDownload {
  readonly path: Path;
  readonly download: Download;
}

/** The first download in the code that a container starts. */
export const startDownload = (
  file: DockerfileIn,
  stage: Stage,
  project: Project,
): StartDownload | undefined => {
  const entry = entryOf(file, stage, project);
  for (const path of entry ? loadedFiles(entry.file, entry.root, project) : []) {
    const download = project.python(path)?.download;
    // A directory of that name is loaded as it is.
    if (download && (download.name === undefined || project.under(download.name).length === 0))
      return { path, download };
  }
  return undefined;
};
