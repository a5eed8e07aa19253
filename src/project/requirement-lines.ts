import { markerHolds } from '../syntax/python/marker.ts';
import { dirname, joinPath, type Path } from '../text/path.ts';
import type { Installed } from './installed.ts';
import type { Project } from './project.ts';

/** A line of a requirements file; `maybe` where a marker that is not known decides. */
export interface Line extends Installed {
  readonly maybe: boolean;
}

/** The lines of a requirements file, and of those that it includes, for a Python; undefined when one of them is not known. */
export const readRequirements = (
  path: Path,
  project: Project,
  python: string | undefined,
  seen: Set<Path> = new Set(),
): readonly Line[] | undefined => {
  if (seen.has(path)) return [];
  seen.add(path);
  const file = project.requirements(path);
  if (!file || file.opaque.length > 0) return undefined;
  const environment = python === undefined ? {} : { python };
  const installed: Line[] = file.entries
    .filter(({ marker }) => markerHolds(marker, environment) !== false)
    .map(({ marker, name, extras, version, whole }) => ({
      ...{ name, extras, version, file: path, at: whole },
      maybe: marker !== '' && markerHolds(marker, environment) !== true,
      ...(file.complete ? { complete: true } : {}),
    }));
  for (const include of file.includes) {
    const target = joinPath(dirname(path), include.path);
    const more = target === undefined ? undefined : readRequirements(target, project, python, seen);
    if (!more || (target !== undefined && project.requirements(target)?.own)) return undefined;
    installed.push(...more);
  }
  return installed;
};
