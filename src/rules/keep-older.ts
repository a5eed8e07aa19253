import { compare } from '@renovatebot/pep440';
import type { MovedImports } from '../image/checks/moved-imports.ts';
import { chosenReleases } from '../project/chosen-releases.ts';
import type { DockerfileIn, Project } from '../project/project.ts';
import { pythonOf } from '../project/stage-base.ts';
import { pinnedRelease } from '../project/wheels.ts';
import type { Stage } from '../syntax/dockerfile/model.ts';
import { insert, replace } from '../text/edit.ts';
import { slice } from '../text/span.ts';
import { editOfRequirement } from './placed-requirement.ts';
import type { Fix } from './rule.ts';

/** Whether a Python is the one that older releases were tried on, or one beside it. */
export const isTried = (python: string | undefined): boolean => /^3\.1[0-2]$/.test(python ?? '');

/** The fix that asks for a release that still has what is imported, of a requirement without a version; pinned where its neighbours are. */
export const keepOlder = (
  { asked, code, lost }: MovedImports,
  file: DockerfileIn,
  stage: Stage,
  project: Project,
): readonly Fix[] => {
  const { packages } = project;
  const python = pythonOf(stage);
  const all = code.installs.python;
  const [oldest] = lost.toSorted((a, b) => compare(a.gone, b.gone));
  const bound = oldest?.kept ? oldest.gone : undefined;
  const isOne = all.filter(({ name }) => name === asked.name).length === 1;
  if (
    !packages ||
    !python ||
    !isTried(python) ||
    bound === undefined ||
    !isOne ||
    asked.version !== ''
  )
    return [];
  const older = all.map((each) => (each === asked ? { ...each, version: `<${bound}` } : each));
  const release = chosenReleases(older, python, packages)?.get(asked.name);
  if (release === undefined) return [];
  const neighbours = all.filter((each) => each !== asked && each.file === asked.file);
  const arePinned =
    neighbours.length > 0 && neighbours.every(({ version }) => pinnedRelease(version));
  const version = arePinned ? `==${release}` : `<${bound}`;
  const edit = versioned({ asked, version }, file, project);
  return edit
    ? [
        {
          title: `Ask for ${asked.name}${version}`,
          edits: () => [editOfRequirement(asked, file, edit)],
        },
      ]
    : [];
};

/** Writes a version behind a requirement that has none. */
const versioned = (
  { asked: { at, file: path }, version }: { asked: MovedImports['asked']; version: string },
  file: DockerfileIn,
  project: Project,
): ReturnType<typeof insert> | undefined => {
  if (path !== file.path) {
    const entry = project.requirements(path)?.entries.find(({ whole }) => whole[0] === at[0]);
    return entry?.marker === '' ? insert(at[1], version) : undefined;
  }
  const text = slice(file.text, at);
  if (/^["'].*["']$/.test(text)) return insert(at[1] - 1, version);
  if (!/^[\w.-]+(?:\[[\w.,-]+\])?$/.test(text)) return undefined;
  return version.startsWith('=') ? insert(at[1], version) : replace(at, `"${text}${version}"`);
};
