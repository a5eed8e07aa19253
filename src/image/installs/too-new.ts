import { compare } from '@renovatebot/pep440';
import { type PythonKnowledge, packageFacts } from '../../data/python-knowledge.ts';
import { type TooNew, tooNew } from '../../data/too-new.ts';
import { closureOf, requirementsNear, safelySatisfies } from '../../project/closure.ts';
import { buildContext } from '../../project/context.ts';
import type { DockerfileIn, Project } from '../../project/project.ts';
import type { ForeignImport } from '../../project/python-imports.ts';
import { baseOf, pythonOf } from '../../project/stage-base.ts';
import { pinnedRelease, takesPython } from '../../project/wheels.ts';
import type { Stage } from '../../syntax/dockerfile/model.ts';
import { normalName } from '../../syntax/requirements.ts';
import { pipInstall } from '../../syntax/shell/pip.ts';
import { startedCode } from '../checks/imports.ts';
import { type Installed, type InstalledByPip, installsOf } from './installed.ts';

/** A distribution that is asked for in a release that the newest release of what it requires breaks. */
export interface Broken {
  readonly pair: TooNew;
  /** The release that is asked for. */
  readonly release: string;
  readonly asked: InstalledByPip;
  /** The release of the partner that pip takes. */
  readonly taken: string;
  /** The import of the started code that loads it. */
  readonly by: ForeignImport;
}

/** What the started code of a stage imports and a newer release of what that requires breaks; empty where it is not known what pip takes. */
export const brokenByNewer = (
  file: DockerfileIn,
  stage: Stage,
  project: Project,
): readonly Broken[] => {
  const { packages } = project;
  const python = pythonOf(stage);
  const base = baseOf(stage)?.packages ?? 'unknown';
  const code = packages && startedCode(file, stage, project);
  if (!code || python === undefined || base === 'unknown' || code.installs.pythonOpen) return [];
  const all = code.installs.python;
  if (all.some(isUnsettled)) return [];
  return tooNew.flatMap((pair) => {
    const [asked, more] = all.filter(({ name }) => name === pair.name);
    const by = code.imports.find((each) => each.when === 'always' && loads(each, pair.name));
    if (!asked?.pip || more || !by || base.includes(pair.name) || base.includes(pair.partner))
      return [];
    const release = pinnedRelease(asked.version) ?? newestOf(asked, python, packages);
    if (release === undefined || !isOld(release, pair)) return [];
    const taken = takenOf(pair.partner, all, python, packages);
    if (taken === undefined || compare(taken, pair.since) < 0) return [];
    return [{ pair, release, asked: { ...asked, pip: asked.pip }, taken, by }];
  });
};

/** The release of a distribution that a stage takes from PyPI, by itself or through others; undefined where that is not known. */
export const takenIn = (
  file: DockerfileIn,
  stage: Stage,
  name: string,
  project: Project,
): string | undefined => {
  const { packages } = project;
  const python = pythonOf(stage);
  const base = baseOf(stage)?.packages ?? 'unknown';
  if (!packages || python === undefined || base === 'unknown' || base.includes(name))
    return undefined;
  const { folder } = buildContext(file, project);
  const { python: all, pythonOpen } = installsOf(file, stage, folder, project);
  if (pythonOpen || all.length === 0) return undefined;
  const [own, more] = all.filter((each) => each.name === name);
  const pinned = own && !more && !own.pip?.maybe ? pinnedRelease(own.version) : undefined;
  return pinned ?? (all.some(isUnsettled) ? undefined : takenOf(name, all, python, packages));
};

const isUnsettled = ({ complete, pip }: Installed): boolean =>
  complete === true ||
  !pip ||
  pip.maybe === true ||
  pip.files === 'other' ||
  pip.command.words.some(({ text }) => otherRelease.test(text)) ||
  (pipInstall(pip.command)?.constraints.length ?? 0) > 0;

/** Options with which an install takes another release than the newest, or nothing beside what is asked for. */
const otherRelease =
  /^--(?:exclude-newer|uploaded-prior-to|resolution|overrides?|no-deps|no-index|only-deps)/;

const loads = ({ module }: ForeignImport, name: string): boolean =>
  module.split('.')[0] === name.replaceAll('-', '_');

const isOld = (release: string, { below, from }: TooNew): boolean =>
  compare(release, from) >= 0 && (below === undefined || compare(release, below) < 0);

const newestOf = (
  { name, version }: Pick<Installed, 'name' | 'version'>,
  python: string,
  packages: PythonKnowledge,
): string | undefined =>
  packageFacts(packages, name)?.v.findLast(
    (release) =>
      (version === '' || safelySatisfies(release, version)) &&
      takesPython(name, release, python, packages) !== false,
  );

/** The release of a distribution that an install takes: the newest that all allow that are asked for or likely come with them; undefined where something may ask for less. */
const takenOf = (
  name: string,
  all: readonly Installed[],
  python: string,
  packages: PythonKnowledge,
): string | undefined => {
  const { likely, unknown } = closureOf(all, python, packages);
  if (unknown.length > 0 || !likely.has(name)) return undefined;
  const bounds: string[] = [];
  for (const each of likely) {
    const asked = all.filter((other) => other.name === each);
    if (each === name) bounds.push(...asked.map(({ version }) => version));
    if (each === name) continue;
    const version = asked.map((other) => other.version).find((other) => other !== '') ?? '';
    const release = pinnedRelease(version) ?? newestOf({ name: each, version }, python, packages);
    const extras = asked.flatMap((other) => other.extras);
    // Of one whose releases are all for newer Pythons, any may be taken.
    if (release === undefined && !mentions(each, name, packages)) continue;
    const wants = release && requirementsNear({ name: each, extras }, release, python, packages);
    if (!wants) return undefined;
    bounds.push(...wants.flatMap((want) => (want.name === name ? [want.version] : [])));
  }
  const specifiers = bounds.filter((each) => each !== '');
  const pinned = specifiers.flatMap((each) => pinnedRelease(each) ?? [])[0];
  if (pinned !== undefined) return pinned;
  return packageFacts(packages, name)?.v.findLast(
    (release) =>
      specifiers.every((each) => safelySatisfies(release, each)) &&
      takesPython(name, release, python, packages) !== false,
  );
};

/** Whether any release of a distribution requires another one. */
const mentions = (name: string, other: string, packages: PythonKnowledge): boolean =>
  packageFacts(packages, name)?.r.some(([, lines]) =>
    lines.some((line) => normalName(/^[\w.-]+/.exec(line)?.[0] ?? '') === other),
  ) ?? true;
