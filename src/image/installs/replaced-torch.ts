import { compare } from '@renovatebot/pep440';
import { requirementsOf, safelySatisfies } from '../../project/closure.ts';
import { buildContext } from '../../project/context.ts';
import type { DockerfileIn, Project } from '../../project/project.ts';
import { pythonOf } from '../../project/stage-base.ts';
import { pinnedRelease } from '../../project/wheels.ts';
import type { Stage } from '../../syntax/dockerfile/model.ts';
import { lineage, rootImage } from '../../syntax/dockerfile/stages.ts';
import type { Command } from '../../syntax/shell/model.ts';
import { hasOption } from '../../syntax/shell/options.ts';
import { pipInstall } from '../../syntax/shell/pip.ts';
import { imageName } from '../../text/image.ts';
import { byCommand } from './by-command.ts';
import { type ByPip, type InstalledByPip, installsOf } from './installed.ts';

/** A PyTorch in an image that a later install removes, because it asks for another release. */
export interface ReplacedTorch {
  /** The release that is removed, and what brought it: an earlier requirement, or the base image. */
  readonly release: string;
  readonly from: InstalledByPip | 'base';
  readonly by: InstalledByPip;
  /** What the later install wants: `==2.3.0`. */
  readonly wanted: string;
}

/** The first PyTorch of a stage that a later command of pip replaces; undefined when none is, or that is not known. */
export const replacedTorch = (
  file: DockerfileIn,
  stage: Stage,
  project: Project,
): ReplacedTorch | undefined => {
  const { packages } = project;
  const image = rootImage(stage);
  if (!packages || !image) return undefined;
  const python = pythonOf(stage);
  const stages = new Set(lineage(stage));
  const { folder } = buildContext(file, project);
  const base = imageName(image) === 'pytorch/pytorch' ? image.tag : undefined;
  let release = /^(\d+\.\d+\.\d+)-cuda/.exec(base ?? '')?.[1];
  let from: ReplacedTorch['from'] = 'base';
  const counts = (pip: ByPip): boolean => stages.has(pip.stage) && !isAside(pip.command);
  for (const asked of byCommand(installsOf(file, stage, folder, project).python, counts)) {
    const own = asked.find(({ name }) => name === 'torch');
    const needs = asked.flatMap((by) => {
      const pinned = by === own ? undefined : pinnedRelease(by.version);
      const known = pinned && requirementsOf(by.name, pinned, python, packages);
      const wanted = known ? known.find(({ name }) => name === 'torch')?.version : undefined;
      return wanted ? [{ by, wanted }] : [];
    });
    const all = own?.version ? [{ by: own, wanted: own.version }, ...needs] : needs;
    const found =
      release === undefined ? undefined : all.find((each) => !fits(release, each.wanted));
    if (found && release !== undefined) return { release, from, ...found };
    const next = all.map(({ wanted }) => pinnedRelease(wanted)).find((each) => each !== undefined);
    if (own && !next && release === undefined) return undefined;
    if (next === undefined || release !== undefined) continue;
    release = next;
    from = own ?? all[0]?.by ?? 'base';
  }
  return undefined;
};

/** Whether an installed release is good for a specifier; its build counts for nothing. */
const fits = (release: string | undefined, wanted: string): boolean => {
  if (release === undefined) return true;
  const pinned = pinnedRelease(wanted);
  return pinned === undefined ? safelySatisfies(release, wanted) : compare(release, pinned) === 0;
};

/** Whether a command installs somewhere else, or nothing that is required. */
const isAside = (command: Command): boolean => {
  const install = pipInstall(command);
  return (
    !install ||
    command.words[0]?.text.includes('/') === true ||
    hasOption(
      install.options,
      '--no-deps',
      '--target',
      '-t',
      '--prefix',
      '--root',
      '--dry-run',
      '-p',
    )
  );
};
