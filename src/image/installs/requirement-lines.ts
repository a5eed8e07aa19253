import type { Project } from '../../project/project.ts';
import { markerHolds } from '../../syntax/python/marker.ts';
import type { Requirements } from '../../syntax/requirements.ts';
import { dirname, joinPath, type Path } from '../../text/path.ts';
import type { Installed } from './installed.ts';

/** Whether people write a requirements file: a tool writes one with hashes, or with all that the packages bring. */
export const takesLines = ({ complete, entries, hashes }: Requirements): boolean =>
  entries.length > 0 && !hashes && !complete;

/** A line of a requirements file; `maybe` where a marker that is not known decides. */
export interface Line extends Installed {
  readonly maybe: boolean;
}

/** The lines of a requirements file, and of those that it includes, for a Python; undefined when one of them is not known. */
export const readRequirements = (
  path: Path,
  project: Project,
  python: string | undefined,
): readonly Line[] | undefined => {
  const { lines, whole } = linesBelow(path, project, python, new Set());
  return whole ? lines : undefined;
};

/** Those lines of a requirements file, and of those that it includes, that are known, and whether these are all. */
export const knownRequirements = (
  path: Path,
  project: Project,
  python: string | undefined,
): Known => linesBelow(path, project, python, new Set());

interface Known {
  readonly lines: readonly Line[];
  readonly whole: boolean;
}

const linesBelow = (
  path: Path,
  project: Project,
  python: string | undefined,
  seen: Set<Path>,
): Known => {
  if (seen.has(path)) return { lines: [], whole: true };
  seen.add(path);
  const file = project.requirements(path);
  if (!file) return { lines: [], whole: false };
  let whole = file.opaque.length === 0;
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
    const more = target === undefined ? undefined : linesBelow(target, project, python, seen);
    if (!more?.whole || (target !== undefined && project.requirements(target)?.own)) whole = false;
    installed.push(...(more?.lines ?? []));
  }
  return { lines: installed, whole };
};
