import { newestBeside } from '../project/conflicts.ts';
import type { Installs } from '../project/installed.ts';
import type { Project } from '../project/project.ts';
import { isProjectInstall } from '../project/project-installs.ts';
import { pythonOf } from '../project/stage-base.ts';
import { pinnedRelease } from '../project/wheels.ts';
import type { Stage } from '../syntax/dockerfile/model.ts';
import { pipInstall } from '../syntax/shell/pip.ts';
import { insert } from '../text/edit.ts';
import type { Fix } from './rule.ts';

/** The fix that adds a distribution to what a stage installs last, a requirements file or the words of a pip install, pinned where its neighbours are; none where that cannot be written. */
export const addRequirement = (
  distribution: string,
  installs: Installs,
  stage: Stage,
  project: Project,
): readonly Fix[] => {
  const python = pythonOf(stage);
  const path = installs.last?.requirements;
  if (path === undefined) return addToCommand(distribution, installs, python, project);
  const file = project.requirements(path);
  // A tool writes a file with hashes, or with all that the packages bring.
  if (!file || file.entries.length === 0 || file.hashes || file.complete) return [];
  const pinned = file.entries.every(({ version }) => pinnedRelease(version) !== undefined);
  const text = requirementFor(distribution, pinned, installs, python, project);
  return [
    {
      title: `Add ${text} to ${path}`,
      edits: () => [{ ...insert(file.end[0], `${file.lineEnd}${text}`), path }],
    },
  ];
};

const addToCommand = (
  distribution: string,
  installs: Installs,
  python: string | undefined,
  project: Project,
): readonly Fix[] => {
  const commands = installs.last?.run.script.commands ?? [];
  // What is installed beside the project's own file is gone with the next lock.
  if (commands.some(isProjectInstall)) return [];
  const install = commands.flatMap((command) => pipInstall(command) ?? []).at(-1);
  const word = install?.packages.at(-1)?.word;
  if (!install || !word || install.requirements.length > 0) return [];
  const bounded = install.packages.every(({ version }) => version !== '');
  const text = requirementFor(distribution, bounded, installs, python, project);
  return [{ title: `Install ${text} too`, edits: () => [insert(word.span[1], ` ${text}`)] }];
};

/** The distribution, with its newest release that fits where it is to be pinned. */
const requirementFor = (
  distribution: string,
  pinned: boolean,
  installs: Installs,
  python: string | undefined,
  { packages }: Project,
): string => {
  const release =
    pinned && packages ? newestBeside(distribution, installs.python, python, packages) : undefined;
  return release === undefined ? distribution : `${distribution}==${release}`;
};
