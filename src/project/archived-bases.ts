import { archiveOf, type ImageRelease, releaseOf } from '../data/image-release.ts';
import type { From, Run } from '../syntax/dockerfile/model.ts';
import { lineage, namedImage } from '../syntax/dockerfile/stages.ts';
import { runsIn } from '../syntax/dockerfile/state.ts';
import { aptCall } from '../syntax/shell/apt.ts';
import type { ImageRef } from '../text/image.ts';
import { recent } from '../text/memo.ts';
import { hasOtherSources } from './apt-sources.ts';
import type { DockerfileIn, Project } from './project.ts';
import { commandsWithin } from './scripts.ts';

/** A base image whose packages are asked for at a server that no longer has them. */
export interface ArchivedBase {
  readonly image: ImageRef;
  readonly release: ImageRelease;
  /** The server that has them. */
  readonly archive: string;
  readonly from: From;
  /** The RUN that asks for them. */
  readonly run: Run;
}

/** The base images of releases that were moved to an archive, where `apt-get update` runs on them; each FROM once. */
export const archivedBases = (file: DockerfileIn, project: Project): readonly ArchivedBase[] =>
  archivedIn(project)(file);

// Three rules ask for the same file, and two of them for each of its images.
const archivedIn = recent((project: Project) =>
  recent((file: DockerfileIn) => find(file, project)),
);

const find = (file: DockerfileIn, project: Project): readonly ArchivedBase[] => {
  const found = new Map<number, ArchivedBase>();
  for (const stage of file.stages) {
    const image = namedImage(stage);
    const release = image && releaseOf(image);
    const archive = release && archiveOf(release);
    const from = lineage(stage).at(-1)?.from;
    if (!archive || !from?.image || found.has(from.index)) continue;
    const update = runsIn(file, stage).find(({ run }) =>
      commandsWithin(
        file,
        project,
      )(run).some((command) => aptCall(command)?.verb === 'update' && !command.conditional),
    );
    if (!update || hasOtherSources(file, stage, project)) continue;
    found.set(from.index, { image, release, archive, from, run: update.run });
  }
  return [...found.values()];
};
