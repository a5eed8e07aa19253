import { baseImage } from '../../data/base-images.ts';
import type { PythonKnowledge } from '../../data/python-knowledge.ts';
import { buildContext } from '../../project/context.ts';
import { entryOf } from '../../project/entry.ts';
import { type Installs, installsOf } from '../../project/installed.ts';
import type { Project } from '../../project/project.ts';
import { type ForeignImport, foreignImports } from '../../project/python-imports.ts';
import type { Stage } from '../../syntax/dockerfile/model.ts';
import { finalStage, rootImage } from '../../syntax/dockerfile/stages.ts';
import { normalName } from '../../syntax/requirements.ts';
import { pipInstall } from '../../syntax/shell/pip.ts';
import type { Word } from '../../syntax/word.ts';
import { insert } from '../../text/edit.ts';
import { basename } from '../../text/path.ts';
import type { Span } from '../../text/span.ts';
import type { Fix, Rule } from '../rule.ts';
import docs from './missing-dependency.md' with { type: 'text' };

const rule: Rule = {
  id: 'missing-dependency',
  on: 'dockerfile',
  docs,
  severity: 'error',
  profile: 'recommended',
  concept: 'missing-dependencies',
  fix: 'suggested',

  *check(file, project) {
    const stage = finalStage(file.stages);
    const { packages } = project;
    if (!stage || !packages) return;
    const { folder } = buildContext(file, project);
    const entry = entryOf(file, stage, folder, project);
    if (!entry) return;
    const installs = installsOf(file, stage, folder, project);
    const installed = everythingIn(installs, packages, shippedWith(stage));
    if (!installed) return;
    const reported = new Set<string>();
    for (const each of foreignImports(entry.file, entry.root, project)) {
      const distribution = missing(each, installed, packages);
      if (!distribution || reported.has(distribution)) continue;
      reported.add(distribution);
      yield {
        at: placeOf(stage, installs, entry.word),
        message: `${basename(each.file)} imports ${each.module}, but nothing here installs ${distribution}: the container stops with ModuleNotFoundError: No module named '${each.module.split('.')[0]}'.`,
        related: [{ file: each.file, at: each.at, message: `the import of ${each.module}` }],
        fixes: fixesFor(distribution, installs, project),
      };
    }
  },
};
export default rule;

/** What is there without an install: Docker's images of Python 3.12 and later have no setuptools, and Debian's pip brings it (2026-11). */
const shippedWith = (stage: Stage): readonly string[] => {
  const image = rootImage(stage);
  const minor = Number(((image && baseImage(image)?.python) ?? '').split('.')[1] ?? 0);
  return minor >= 12 ? ['pip'] : ['pip', 'setuptools', 'wheel'];
};

/** All distributions that the installs bring in any release, or undefined when that is not fully known. */
const everythingIn = (
  { python, pythonOpen }: Installs,
  packages: PythonKnowledge,
  shipped: readonly string[],
): ReadonlySet<string> | undefined => {
  if (pythonOpen) return undefined;
  const all = new Set(shipped);
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

const missing = (
  { module, when }: ForeignImport,
  installed: ReadonlySet<string>,
  { imports, standard, closures }: PythonKnowledge,
): string | undefined => {
  const top = module.split('.')[0] ?? '';
  if (when !== 'always' || standard.includes(top)) return undefined;
  const parts = module.split('.');
  const key = parts
    .map((_, i) => parts.slice(0, parts.length - i).join('.'))
    .find((name) => Object.hasOwn(imports, name));
  const same = normalName(top);
  const candidates = key === undefined ? closures[same] && [same] : imports[key];
  // A name that is in no table may be a private module: nothing is claimed.
  if (!candidates || candidates.length === 0) return undefined;
  return candidates.some((name) => installed.has(name)) ? undefined : candidates[0];
};

const placeOf = (stage: Stage, { last }: Installs, entry: Word): Span => {
  if (!last) return entry.span;
  for (const command of last.run.script.commands.toReversed()) {
    const install = pipInstall(command);
    if (!install) continue;
    return install.requirements[0]?.span ?? install.span;
  }
  return stage.from.word.span;
};

const fixesFor = (distribution: string, { last }: Installs, project: Project): readonly Fix[] => {
  const path = last?.requirements;
  const file = path === undefined ? undefined : project.requirements(path);
  if (path === undefined || !file || file.entries.length === 0) return [];
  return [
    {
      title: `Add ${distribution} to ${path}`,
      edits: () => [{ ...insert(file.end[0], `${file.lineEnd}${distribution}`), path }],
    },
  ];
};
