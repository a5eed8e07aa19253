import { compare } from '@renovatebot/pep440';
import { torchAtBuild } from '../../data/torch-at-build.ts';
import { buildContext } from '../../project/context.ts';
import type { DockerfileIn, Project } from '../../project/project.ts';
import { pythonOf } from '../../project/stage-base.ts';
import { pinnedRelease } from '../../project/wheels.ts';
import type { Stage } from '../../syntax/dockerfile/model.ts';
import { rootImage } from '../../syntax/dockerfile/stages.ts';
import { hasOption } from '../../syntax/shell/options.ts';
import { type PipInstall, pipInstall } from '../../syntax/shell/pip.ts';
import { imageName } from '../../text/image.ts';
import { type InstalledByPip, installsOf } from './installed.ts';

/** A distribution whose build imports torch in an environment that does not have it. */
export interface BuiltWithoutTorch {
  readonly asked: InstalledByPip;
  readonly install: PipInstall;
}

/** The first distribution of a stage that pip or uv builds in an environment of its own, and whose build imports torch; undefined when there is none, or that is not known. */
export const builtWithoutTorch = (
  file: DockerfileIn,
  stage: Stage,
  project: Project,
): BuiltWithoutTorch | undefined => {
  const { folder } = buildContext(file, project);
  const { python } = installsOf(file, stage, folder, project);
  const image = rootImage(stage);
  const isolates =
    !!image &&
    imageName(image) === 'python' &&
    isNew(pythonOf(stage)) &&
    !python.some(({ name }) => name === 'wheel');
  for (const each of python) {
    const { name, pip, version } = each;
    const release = pinnedRelease(version);
    if (!pip || pip.maybe || pip.files !== 'pypi' || (version !== '' && release === undefined))
      continue;
    const needs = torchAtBuild(name, release);
    const install = needs && pipInstall(pip.command);
    if (!install || hasOption(install.options, ...notIsolated)) continue;
    if (needs === 'where isolated' && install.tool !== 'uv' && !isolates) continue;
    return { asked: { ...each, pip }, install };
  }
  return undefined;
};

const notIsolated = [
  '--no-build-isolation',
  '--no-build-isolation-package',
  '--only-binary',
  '--no-build',
];

// Images from 3.12 on have no setuptools and no wheel: without one of them pip builds in an environment of its own.
const isNew = (python: string | undefined): boolean =>
  python !== undefined && compare(python, '3.12') >= 0;
