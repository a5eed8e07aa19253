import { compare } from '@renovatebot/pep440';
import { firstForNumpy2 } from '../../data/numpy-abi.ts';
import { type PythonKnowledge, packageFacts } from '../../data/python-knowledge.ts';
import { closureOf, requirementsOf, safelySatisfies } from '../../project/closure.ts';
import { buildContext } from '../../project/context.ts';
import type { DockerfileIn, Project } from '../../project/project.ts';
import { baseOf, pythonOf } from '../../project/stage-base.ts';
import { pinnedRelease } from '../../project/wheels.ts';
import type { Stage } from '../../syntax/dockerfile/model.ts';
import { pipInstall } from '../../syntax/shell/pip.ts';
import { type ByPip, type Installed, type InstalledByPip, installsOf } from './installed.ts';

/** A pinned distribution that was compiled for NumPy 1, where pip takes NumPy 2. */
export type ForNumpy1 = InstalledByPip;

const numpy2 = '2.0.2';

/** Whether pip takes NumPy 2 in a stage when nothing asks for less: NumPy 2 is for Python 3.9 and newer, wheels compiled for NumPy 1 are for Python 3.12 and older, and a base image may have its own. */
const takesNumpy2 = (stage: Stage): boolean => {
  const base = baseOf(stage);
  return (
    /^3\.(?:9|1[0-2])$/.test(base?.python ?? '') &&
    base?.packages !== 'unknown' &&
    !base?.packages.includes('numpy')
  );
};

/** What a stage installs that was compiled for NumPy 1, where nothing that it installs keeps NumPy below 2; empty when that is not known. */
export const compiledForNumpy1 = (
  file: DockerfileIn,
  stage: Stage,
  project: Project,
  knowledge: PythonKnowledge,
): readonly ForNumpy1[] => {
  if (!takesNumpy2(stage)) return [];
  const { folder } = buildContext(file, project);
  const { python, pythonOpen } = installsOf(file, stage, folder, project);
  if (pythonOpen) return [];
  const old = python.flatMap((each): ForNumpy1[] => {
    const { pip } = each;
    const isOld = pip?.stage === stage && !pip.maybe && pip.files !== 'other' && isForNumpy1(each);
    return isOld ? [{ ...each, pip }] : [];
  });
  if (old.length === 0 || python.some(({ pip }) => pip && isConstrained(pip))) return [];
  return mayBeNumpy2(python, pythonOf(stage), knowledge) ? old : [];
};

const isForNumpy1 = ({ name, version }: Installed): boolean => {
  const release = pinnedRelease(version);
  const first = firstForNumpy2(name);
  return release !== undefined && first !== undefined && compare(release, first) < 0;
};

const isConstrained = ({ command }: ByPip): boolean =>
  (pipInstall(command)?.constraints.length ?? 0) > 0;

/** Whether all that is installed takes NumPy 2, as far as it is known. */
const mayBeNumpy2 = (
  installed: readonly Installed[],
  python: string | undefined,
  knowledge: PythonKnowledge,
): boolean => {
  const { likely, unknown } = closureOf(installed, python, knowledge);
  if (unknown.length > 0 || installed.some(({ complete }) => complete)) return false;
  const pinned = new Map(installed.map((each) => [each.name, each]));
  return [...likely].every((name) => {
    const version = pinned.get(name)?.version ?? '';
    if (name === 'numpy') return takes2(version);
    const release = pinnedRelease(version) ?? packageFacts(knowledge, name)?.v.at(-1);
    const known =
      release === undefined ? undefined : requirementsOf(name, release, python, knowledge);
    return known?.every((each) => each.name !== 'numpy' || takes2(each.version)) ?? false;
  });
};

const takes2 = (specifier: string): boolean =>
  specifier === '' || safelySatisfies(numpy2, specifier);
