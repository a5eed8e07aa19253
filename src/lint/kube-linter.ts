import { kubeLinterDefaults, kubeLinterOthers } from '../data/kubernetes-peers.ts';
import type { CustomCheck, MakeCustomCheck } from '../syntax/kubernetes/custom-check.ts';
import { isRecord } from '../syntax/kustomization.ts';
import { globMatcher } from '../text/glob.ts';
import { several } from '../text/memo.ts';
import { ancestors, joinPath, type Path } from '../text/path.ts';
import type { Settings } from './settings.ts';
import type { Suppression } from './suppressions.ts';

const builtIn: ReadonlySet<string> = new Set([...kubeLinterDefaults, ...kubeLinterOthers]);

// Far above what people write; each object is asked of each, and each text is run through all expressions.
const most = { checks: 100, paths: 100, cost: 1000 };

/** The checks that a `.kube-linter.yaml` in `folder` defines and the paths that it leaves out, over `base`. */
export const kubeLinterSettings = (
  value: unknown,
  folder: Path,
  base: Settings,
  make: MakeCustomCheck = () => undefined,
): Settings => {
  if (!isRecord(value)) return base;
  const { customChecks: list, checks } = value;
  const defined = (Array.isArray(list) ? list.slice(0, most.checks) : [])
    .map(make)
    .filter((each) => each !== undefined);
  const paths = isRecord(checks) ? checks['ignorePaths'] : undefined;
  return {
    ...base,
    policy: {
      ...base.policy,
      customChecks: affordable(defined.filter(isNew)),
    },
    kubeLinterIgnores: (Array.isArray(paths) ? paths.slice(0, most.paths) : []).flatMap((each) => {
      // What lies outside of the project holds none of its files.
      if (typeof each !== 'string' || /^[/~]/.test(each)) return [];
      const path = joinPath(folder, each);
      return path === undefined ? [] : [path];
    }),
  };
};

/** Whether the name is taken by no other check; kube-linter refuses such. */
const isNew = ({ name }: CustomCheck, i: number, all: readonly CustomCheck[]): boolean =>
  !builtIn.has(name) && all.findIndex((each) => each.name === name) === i;

/** The first checks, as far as their expressions keep nobody waiting. */
const affordable = (checks: readonly CustomCheck[]): readonly CustomCheck[] => {
  let left = most.cost;
  return checks.filter(({ cost }) => {
    left -= cost;
    return left >= 0;
  });
};

const matcher = several(globMatcher);

/** What the paths silence that kube-linter leaves out: all of its findings in a file. */
export const leftOut = (
  path: Path,
  text: string,
  { kubeLinterIgnores }: Settings,
): readonly Suppression[] => {
  const within = [0, text.length + 1] as const;
  const isOut = kubeLinterIgnores.some(
    (each) => path.startsWith(each) || ancestors(path).some(matcher(each)),
  );
  return isOut
    ? [
        {
          within,
          names: [{ name: 'kube-linter/*', at: within }],
          own: false,
          all: false,
          comment: within,
        },
      ]
    : [];
};
