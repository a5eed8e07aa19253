import { broughtByBase } from '../data/base-brings.ts';
import type { PythonKnowledge } from '../data/python-knowledge.ts';
import { closureOf } from '../project/closure.ts';
import { pythonOf } from '../project/stage-base.ts';
import type { Stage } from '../syntax/dockerfile/model.ts';
import { rootImage } from '../syntax/dockerfile/stages.ts';
import type { Installs } from './installs/installed.ts';

/** All distributions that the installs of a stage bring, in any release; undefined when that is not fully known. */
export const providedBy = (
  installs: Installs,
  packages: PythonKnowledge,
  stage: Stage,
): ReadonlySet<string> | undefined => {
  if (installs.pythonOpen) return undefined;
  const { names, unknown } = closureOf(installs.python, pythonOf(stage), packages);
  return unknown.length === 0 ? new Set([...shippedWith(stage), ...names]) : undefined;
};

/** The distributions that the installs of a stage bring whatever else does: what is not known may bring more, and takes none of them away. */
export const surelyProvidedBy = (
  { python }: Installs,
  packages: PythonKnowledge,
  stage: Stage,
): ReadonlySet<string> => {
  const sure = python.filter(({ pip }) => !pip?.maybe);
  const image = rootImage(stage);
  const base = image ? broughtByBase(image).map((each) => ({ ...each, extras: [] })) : [];
  return closureOf([...base, ...sure], pythonOf(stage), packages).likely;
};

/** The first distribution of which it is not known what it brings; undefined when all are known. */
export const unknownIn = (
  { python }: Installs,
  packages: PythonKnowledge,
  stage: Stage,
): string | undefined => closureOf(python, pythonOf(stage), packages).unknown[0];

/** What is there without an install: Docker's images of Python 3.12 and later have no setuptools, and Debian's pip brings it (2026-11). */
export const shippedWith = (stage: Stage): readonly string[] => {
  const minor = Number((pythonOf(stage) ?? '').split('.')[1] ?? 0);
  return minor >= 12 ? ['pip'] : ['pip', 'setuptools', 'wheel'];
};
