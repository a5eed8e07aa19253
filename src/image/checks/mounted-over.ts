import type { DockerfileIn, Project } from '../../project/project.ts';
import { buildsOfLast, runsImageOf } from '../../project/services.ts';
import type { ComposeVolume } from '../../syntax/builds/compose-service.ts';
import type { Stage } from '../../syntax/dockerfile/model.ts';
import { lineage } from '../../syntax/dockerfile/stages.ts';
import { ancestors, basename, dirname, joinPath, type Path } from '../../text/path.ts';
import type { Span } from '../../text/span.ts';
import { inside } from '../tree.ts';

/** A directory that a compose file mounts over a path, and that a clone of the repository has not. */
export interface EmptyMount {
  /** The compose file, and its volume. */
  readonly by: { readonly file: Path; readonly at: Span };
  /** The directory of the project. */
  readonly directory: Path;
  /** What is looked for, in the project. */
  readonly wanted: Path;
  readonly why: 'git' | 'absent';
}

/** What the containers of an image have mounted over a path: nothing, something that may hold it, or a directory that does not where the repository was cloned. */
export const mountedOver = (
  file: DockerfileIn,
  path: string,
  project: Project,
): EmptyMount | 'nothing' | 'maybe' => {
  const runs = project
    .find('pods')
    .some(({ workload }) =>
      workload?.containers.some((each) => runsImageOf(each, file.path, project)),
    );
  if (runs) return 'maybe';
  let empty: EmptyMount | undefined;
  for (const { file: compose, service } of buildsOfLast(file, project)) {
    // A service of its own command or directory may start something else, or from elsewhere.
    if (service.volumes.length > 0 && (service.command || service.entrypoint || service.workdir))
      return 'maybe';
    for (const volume of service.volumes) {
      if (volume.target.includes('$')) return 'maybe';
      const rest = inside(volume.target.replace(/(?<=.)\/+$/, ''), path);
      if (rest === undefined) continue;
      const found = emptyMount(volume, rest, compose, project);
      if (!found) return 'maybe';
      empty ??= found;
    }
  }
  return empty ?? 'nothing';
};

const emptyMount = (
  { at, source, type }: ComposeVolume,
  rest: string,
  compose: Path,
  project: Project,
): EmptyMount | undefined => {
  if (type !== 'bind' || source === undefined || /^[/~]|\$|^[A-Za-z]:/.test(source))
    return undefined;
  const directory = joinPath(dirname(compose), source);
  const wanted = directory === undefined ? undefined : joinPath(directory, rest);
  // The whole project is mounted where it is developed.
  if (!directory || wanted === undefined) return undefined;
  if (isHeld(wanted, project) || project.exists(directory)) return undefined;
  if (project.mentioned(basename(wanted)) || isFetched(wanted, project)) return undefined;
  const common = { by: { file: compose, at }, directory, wanted };
  if (project.gitIgnored(wanted)) return { ...common, why: 'git' };
  return project.under(directory).length === 0 ? { ...common, why: 'absent' } : undefined;
};

/** Whether the project has a file or a directory at a path. */
const isHeld = (path: Path, project: Project): boolean =>
  project.exists(path) || project.under(path).length > 0;

/** Whether DVC brings a path, or a directory that it is in. */
export const isFetched = (path: Path, project: Project): boolean =>
  ancestors(path).some((each) => each !== '' && project.exists(`${each}.dvc`));

/** Whether a VOLUME says that a path may be elsewhere than in the image. */
export const isVolume = (stage: Stage, path: string): boolean =>
  lineage(stage).some(({ instructions }) =>
    instructions.some(
      (each) =>
        each.keyword === 'VOLUME' &&
        each.words.some(
          ({ dynamic, text }) =>
            dynamic || inside(text.replace(/(?<=.)\/$/, ''), path) !== undefined,
        ),
    ),
  );
