import table from './python/torch-at-build.json' with { type: 'json' };

interface Row {
  readonly newest: boolean;
  readonly isolated: readonly string[];
  readonly releases: readonly string[];
}

const distributions: Readonly<Record<string, Row>> = table.distributions;

/** When the build of a release fails because it imports torch without asking for it: always in an environment of its own, or only where pip makes one for what has no pyproject.toml. Measured by src/build/refresh/torch-at-build.py. */
export type TorchAtBuild = 'always' | 'where isolated';

/** Whether the build of any release of a distribution needs torch beside it. */
export const mayNeedTorch = (name: string): boolean => Object.hasOwn(distributions, name);

/** When the build of a release, or of the newest one, needs torch beside it; undefined when it does not, or that was not tried. */
export const torchAtBuild = (
  name: string,
  release: string | undefined,
): TorchAtBuild | undefined => {
  const row = Object.hasOwn(distributions, name) ? distributions[name] : undefined;
  const built = release ?? (row?.newest ? row.releases[0] : undefined);
  if (!row || built === undefined || !row.releases.includes(built)) return undefined;
  return row.isolated.includes(built) ? 'always' : 'where isolated';
};
