import { compare } from '@renovatebot/pep440';
import { type Moved, movedFrom } from '../../data/moved-names.ts';
import { type PythonKnowledge, packageFacts } from '../../data/python-knowledge.ts';
import { chosenReleases } from '../../project/chosen-releases.ts';
import { closureOf } from '../../project/closure.ts';
import type { DockerfileIn, Project } from '../../project/project.ts';
import type { ForeignImport } from '../../project/python-imports.ts';
import { baseOf, pythonOf } from '../../project/stage-base.ts';
import { pinnedRelease } from '../../project/wheels.ts';
import type { Stage } from '../../syntax/dockerfile/model.ts';
import { pipInstall } from '../../syntax/shell/pip.ts';
import type { Installed } from '../installs/installed.ts';
import { shippedWith } from '../provided.ts';
import { type StartedCode, startedCode } from './imports.ts';

/** A distribution that is installed in a release without something that the started code imports of it. */
export interface MovedImports {
  readonly asked: Installed;
  readonly code: StartedCode;
  /** What is imported and gone, one for each module or name. */
  readonly lost: readonly LostImport[];
  /** The release that an install takes today, where no requirement forces one without it. */
  readonly taken?: string;
}

/** An import of what a distribution does not have any more. */
export interface LostImport {
  /** `langchain.chains`, or `pydantic:BaseSettings`. */
  readonly key: string;
  /** A release from which on it is gone. */
  readonly gone: string;
  /** That is the first one. */
  readonly isFirst: boolean;
  /** Whether an install below that release works. */
  readonly kept: boolean;
  readonly by: ForeignImport;
  /** Where it is now. */
  readonly now?: readonly [distribution: string, key: string];
}

/** The distributions of which the code that a stage starts imports what their release does not have. */
export const movedImports = (
  file: DockerfileIn,
  stage: Stage,
  project: Project,
): readonly MovedImports[] => {
  const { packages } = project;
  const code = packages && startedCode(file, stage, project);
  if (!code || code.installs.pythonOpen) return [];
  const { imports, installs } = code;
  return [...new Set(installs.python.map(({ name }) => name))].flatMap((name) => {
    const moved = movedFrom(packages, name);
    const lost = moved ? lostOf(moved, imports) : [];
    const all = installs.python.filter((each) => each.name === name);
    const [asked] = all;
    if (!asked || lost.length === 0 || all.some(isOpen)) return [];
    const forced = lost.filter(
      ({ gone }) =>
        all.some(({ version }) => version !== '') &&
        all.every(({ version }) => version === '' || isFrom(version, gone)),
    );
    const taken = forced.length > 0 ? undefined : takenToday(name, code, stage, packages);
    const lacking =
      taken === undefined ? forced : lost.filter(({ gone }) => compare(taken, gone) >= 0);
    const left = lacking.filter(({ key }) => !isElsewhere(key, name, code, stage, packages));
    if (left.length === 0) return [];
    return [{ asked, code, lost: left, ...(taken === undefined ? {} : { taken }) }];
  });
};

/** The first release of a distribution without something that is imported of it, and whether an install below it works; undefined where nothing is known to be gone. */
export const firstWithout = (
  name: string,
  imports: readonly ForeignImport[],
  packages: PythonKnowledge,
): Pick<LostImport, 'gone' | 'kept'> | undefined => {
  const moved = movedFrom(packages, name);
  const lost = moved ? lostOf(moved, imports) : [];
  return lost.toSorted((a, b) => compare(a.gone, b.gone))[0];
};

const isOpen = ({ pip }: Installed): boolean =>
  pip !== undefined && (pip.maybe === true || pip.files === 'other');

const lostOf = (
  { gone, kept, now }: Moved,
  imports: readonly ForeignImport[],
): readonly LostImport[] =>
  Object.entries(gone).flatMap(([from, keys]) =>
    keys.flatMap((key) => {
      const by = imports.find((each) => each.when === 'always' && asksFor(each, key));
      if (!by) return [];
      const release = from.replace(/^=/, '');
      const place = Object.hasOwn(now, key) ? now[key] : undefined;
      return [
        {
          ...{ key, by, gone: release, isFirst: release === from, kept: kept.includes(release) },
          ...(place ? { now: place } : {}),
        },
      ];
    }),
  );

/** Whether an import asks for a module or a name: `import a.b`, `from a import b`, `from a.b import c`. */
const asksFor = ({ module, names }: ForeignImport, key: string): boolean => {
  const [wanted = '', name] = key.split(':');
  if (name !== undefined) return module === wanted && names.includes(name);
  return (
    module === wanted ||
    module.startsWith(`${wanted}.`) ||
    names.some((each) => `${module}.${each}` === wanted)
  );
};

/** Whether all releases that a specifier allows are as new as one. */
const isFrom = (version: string, release: string): boolean => {
  const pinned = pinnedRelease(version);
  if (pinned !== undefined) return compare(pinned, release) >= 0;
  return version.split(',').some((part) => {
    const low = /^\s*(?:>=?|~=|==)\s*(\d+(?:\.\d+)*)(?:\.\*)?\s*$/.exec(part)?.[1];
    return low !== undefined && compare(low, release) >= 0;
  });
};

/** The release of a distribution that pip takes today; undefined where that is not known. */
const takenToday = (
  name: string,
  { installs: { python: installed } }: StartedCode,
  stage: Stage,
  packages: PythonKnowledge,
): string | undefined => {
  const python = pythonOf(stage);
  // Where a lock is missing that people have, it is not known what it says.
  const isKnown = installed.every(
    ({ pip, complete }) =>
      complete || (pip && pip.files !== 'other' && !isConstrained(pip.command)),
  );
  // pip leaves what is there already as it is.
  const base = baseOf(stage)?.packages ?? 'unknown';
  const isThere = base === 'unknown' || base.includes(name) || shippedWith(stage).includes(name);
  if (python === undefined || !isKnown || isThere) return undefined;
  return chosenReleases(installed, python, packages)?.get(name);
};

const isConstrained = (command: Parameters<typeof pipInstall>[0]): boolean =>
  (pipInstall(command)?.constraints.length ?? 0) > 0;

/** Whether something else that is installed brings a module of that name, or may. */
const isElsewhere = (
  key: string,
  name: string,
  { installs }: StartedCode,
  stage: Stage,
  packages: PythonKnowledge,
): boolean => {
  const module = key.split(':')[0] ?? '';
  const { names } = closureOf(installs.python, pythonOf(stage), packages);
  return [...names].some(
    (each) =>
      each !== name &&
      packageFacts(packages, each)?.m.some((own) => module === own || module.startsWith(`${own}.`)),
  );
};
