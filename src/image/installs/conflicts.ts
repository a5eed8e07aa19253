import { compare, satisfies, valid } from '@renovatebot/pep440';
import { type PythonKnowledge, packageFacts } from '../../data/python-knowledge.ts';
import { type Requirement, requirementsNear, requirementsOf } from '../../project/closure.ts';
import { pinnedRelease, takesPython } from '../../project/wheels.ts';
import type { Stage } from '../../syntax/dockerfile/model.ts';
import { rootImage } from '../../syntax/dockerfile/stages.ts';
import { imageName } from '../../text/image.ts';
import type { Installed, InstalledByPip } from './installed.ts';

/** What is compared of a requirement. */
type Asked = Pick<Installed, 'name' | 'version'>;

/** Two requirements that no release satisfies together: pip ends with `ResolutionImpossible`. */
export interface Conflict<T extends Asked = InstalledByPip> {
  /** The pinned distribution whose release requires another one. */
  readonly by: T;
  readonly release: string;
  readonly requires: Requirement;
  /** The other requirement of that one. */
  readonly other: T;
}

type Packages = Pick<PythonKnowledge, 'packages'>;

/** The conflicts among what one command asks pip for; each distribution that requires is told once. */
export const conflictsAmong = <T extends Asked>(
  asked: readonly T[],
  python: string | undefined,
  knowledge: Packages,
): readonly Conflict<T>[] =>
  asked.flatMap((by) => {
    const release = pinnedRelease(by.version);
    const known =
      release === undefined ? undefined : requirementsOf(by.name, release, python, knowledge);
    if (release === undefined || !known) return [];
    for (const other of asked) {
      if (other.name === by.name || other.version === '') continue;
      const requires = known.find(({ name }) => name === other.name);
      if (requires && requires.version !== '' && excludes(requires.version, other.version))
        return [{ by, release, requires, other }];
    }
    return [];
  });

/** Whether no release satisfies two specifiers. */
const excludes = (required: string, asked: string): boolean => {
  const pinned = pinnedRelease(asked);
  if (pinned === undefined) return areApart(required, asked);
  return valid(pinned) !== null && !isSatisfied(pinned, required);
};

const isSatisfied = (release: string, specifier: string): boolean => {
  try {
    return satisfies(release, specifier);
  } catch {
    return true;
  }
};

interface Bound {
  readonly version: string;
  readonly open: boolean;
}

interface Bounds {
  readonly from: readonly Bound[];
  readonly to: readonly Bound[];
}

/** The bounds of plain specifiers, `>=1.2,<2`; undefined for others. */
const boundsOf = (specifier: string): Bounds | undefined => {
  const from: Bound[] = [];
  const to: Bound[] = [];
  for (const part of specifier.split(',')) {
    const [, operator = '', version = ''] =
      /^(>=|<=|>|<|!=)(\d+(?:\.\d+)*)$/.exec(part.trim()) ?? [];
    if (operator === '!=') continue;
    if (operator === '') return undefined;
    (operator.startsWith('>') ? from : to).push({ version, open: operator.length === 1 });
  }
  return { from, to };
};

/** Whether every release that one specifier allows is older than all that the other allows. */
const areApart = (a: string, b: string): boolean => {
  const [one, two] = [boundsOf(a), boundsOf(b)];
  return !!one && !!two && (isAbove(one.from, two.to) || isAbove(two.from, one.to));
};

const isAbove = (from: readonly Bound[], to: readonly Bound[]): boolean =>
  from.some((low) =>
    to.some((high) => {
      const order = compare(low.version, high.version);
      return order > 0 || (order === 0 && (low.open || high.open));
    }),
  );

/** Whether the pip of an image chooses releases that fit together, as it does from 20.3 on, or ends. */
export const hasResolver = (stage: Stage): boolean => {
  const image = rootImage(stage);
  if (!image) return false;
  const tag = image.tag ?? 'latest';
  switch (imageName(image)) {
    case 'python':
      return !/^(?:2|3\.[0-6](?!\d))/.test(tag);
    case 'debian':
      return !/jessie|stretch|buster|^(?:[89]|10)\b/.test(tag);
    case 'ubuntu':
    case 'nvidia/cuda':
      return /(?:22|24|25|26)\.\d\d|jammy|noble|plucky|questing|latest$/.test(tag);
    default:
      return false;
  }
};

/** The newest release of the distribution that requires, or of the one that it requires, with which all is well; undefined where none is known. */
export const releaseThatFits = (
  { by, other, requires }: Conflict,
  change: 'by' | 'other',
  asked: readonly Conflict['by'][],
  python: string | undefined,
  knowledge: PythonKnowledge,
): string | undefined => {
  const changed = change === 'by' ? by : other;
  const others = asked.filter((each) => each !== changed);
  return newestBeside(changed.name, others, python, knowledge, (release) =>
    change === 'by' ? true : isSatisfied(release, requires.version),
  );
};

/** The newest known release of a distribution that takes a Python and fits beside other requirements. */
export const newestBeside = (
  name: string,
  others: readonly Asked[],
  python: string | undefined,
  knowledge: PythonKnowledge,
  fits: (release: string) => boolean = () => true,
): string | undefined =>
  packageFacts(knowledge, name)?.v.findLast((release) => {
    if (!fits(release)) return false;
    if (python !== undefined && takesPython(name, release, python, knowledge) !== true)
      return false;
    if (!agree(name, release, others, python, knowledge)) return false;
    const all = [...others, { name, version: `==${release}` }];
    return conflictsAmong(all, python, knowledge).every(
      (each) => each.by.name !== name && each.other.name !== name,
    );
  });

/** Whether a release and the pinned ones beside it may ask for the same release of what they both require. */
const agree = (
  name: string,
  release: string,
  others: readonly Asked[],
  python: string | undefined,
  knowledge: Packages,
): boolean => {
  const own = requirementsOf(name, release, python, knowledge) ?? [];
  return others.every((other) => {
    const pinned = pinnedRelease(other.version);
    if (pinned === undefined || other.name === name) return true;
    // Not all releases are read: those beside one ask for much the same.
    const asked = { name: other.name, extras: [] };
    const theirs = requirementsNear(asked, pinned, python, knowledge) ?? [];
    return !own.some((one) =>
      theirs.some((each) => each.name === one.name && areOpposed(one.version, each.version)),
    );
  });
};

const areOpposed = (a: string, b: string): boolean =>
  a !== '' && b !== '' && (excludes(a, b) || excludes(b, a));
