import { baseImage } from '../data/base-images.ts';
import type { PythonKnowledge } from '../data/python-knowledge.ts';
import type { Installs } from '../project/installed.ts';
import type { Stage } from '../syntax/dockerfile/model.ts';
import { rootImage } from '../syntax/dockerfile/stages.ts';

/** All distributions that the installs of a stage bring, in any release; undefined when that is not fully known. */
export const providedBy = (
  { python, pythonOpen }: Installs,
  packages: PythonKnowledge,
  stage: Stage,
): ReadonlySet<string> | undefined => {
  if (pythonOpen) return undefined;
  const all = new Set(shippedWith(stage));
  for (const { name, extras } of python) {
    if (!addWithClosure(all, name, packages)) return undefined;
    for (const extra of extras) {
      const added = packages.extras[`${name}[${extra.trim().toLowerCase()}]`];
      if (!added) return undefined;
      for (const each of added) all.add(each);
    }
  }
  return all;
};

/** What is there without an install: Docker's images of Python 3.12 and later have no setuptools, and Debian's pip brings it (2026-11). */
const shippedWith = (stage: Stage): readonly string[] => {
  const image = rootImage(stage);
  const minor = Number(((image && baseImage(image)?.python) ?? '').split('.')[1] ?? 0);
  return minor >= 12 ? ['pip'] : ['pip', 'setuptools', 'wheel'];
};

/** False when a member has no entry of its own: what it brings, and with it the whole closure, is not known. */
const addWithClosure = (
  all: Set<string>,
  name: string,
  { closures, formerly }: PythonKnowledge,
): boolean => {
  const closure = closures[name];
  if (!closure?.every((each) => closures[each])) return false;
  for (const each of [name, ...closure]) {
    all.add(each);
    for (const old of formerly[each] ?? []) all.add(old);
  }
  return true;
};
