import type { Unbuilt } from '../image/installs/unbuilt.ts';
import type { DockerfileIn } from '../project/project.ts';
import type { Span } from '../text/span.ts';
import type { Place } from './rule.ts';

/** Distributions by the place at which they are told of, each distribution once. */
export const groupedBy = (
  all: readonly Unbuilt[],
  place: (each: Unbuilt) => Span,
): readonly (readonly [Span, readonly Unbuilt[]])[] => {
  const groups = new Map<number, { at: Span; group: Unbuilt[] }>();
  const told = new Set<string>();
  for (const each of all) {
    const { name, version } = each.installed;
    if (told.has(`${name}${version}`)) continue;
    told.add(`${name}${version}`);
    const at = place(each);
    const known = groups.get(at[0]);
    if (known) known.group.push(each);
    else groups.set(at[0], { at, group: [each] });
  }
  return [...groups.values()].map(({ at, group }) => [at, group]);
};

const most = 3;

/** `tensorflow 2.18.0`, or `a, b and 3 more`. */
export const titleOf = (group: readonly Unbuilt[]): string => {
  const names = group.map(({ installed, release }) =>
    release === undefined ? installed.name : `${installed.name} ${release}`,
  );
  const shown =
    names.length > most ? [...names.slice(0, most - 1), `${names.length - most + 1} more`] : names;
  return shown.length === 1
    ? (shown[0] ?? '')
    : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`;
};

/** The lines of other files that ask for them. */
export const relatedTo = (group: readonly Unbuilt[], { path }: DockerfileIn): readonly Place[] =>
  group
    .filter(({ installed }) => installed.file !== path)
    .slice(0, most)
    .map(({ installed: { at, file, name } }) => ({
      ...{ file, at },
      message: `the line that installs ${name}`,
    }));
