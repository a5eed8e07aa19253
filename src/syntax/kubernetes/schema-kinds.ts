import type { KubernetesSchema } from '../../data/kubernetes-schema.ts';
import { wasRemoved } from '../../data/removed-apis.ts';
import { once, several } from '../../text/memo.ts';
import { isOneSlip } from './schema-place.ts';

/** An object that no API server knows. */
export interface KindProblem {
  /** Which of the two is wrong. */
  readonly on: 'apiVersion' | 'kind';
  /** What was meant. */
  readonly kind?: string;
  readonly apiVersion?: string;
  /** The version comes after those that the group is known to have. */
  readonly later?: true;
  /** The kinds that the version has. */
  readonly kinds: readonly string[];
}

/** What is wrong with the version or the kind of an object; undefined when it is known, was removed, or may be of another API. */
export const kindProblem = (
  schema: KubernetesSchema,
  apiVersion: string,
  kind: string,
): KindProblem | undefined =>
  Object.hasOwn(schema.kinds, `${apiVersion} ${kind}`)
    ? undefined
    : problems(schema)(`${apiVersion}\n${kind}`);

const problems = once((schema: KubernetesSchema) =>
  several((named: string): KindProblem | undefined => {
    const [apiVersion = '', kind = ''] = named.split('\n', 2);
    return problemOf(schema, apiVersion, kind);
  }),
);

const problemOf = (
  schema: KubernetesSchema,
  apiVersion: string,
  kind: string,
): KindProblem | undefined => {
  const all = kindsOf(schema);
  const kinds = all.filter((each) => each.apiVersion === apiVersion).map((each) => each.kind);
  if (/List$/.test(kind) || wasRemoved(apiVersion, kind)) return undefined;
  const group = groupOf(apiVersion);
  const ownGroup = all.some((each) => groupOf(each.apiVersion) === group);
  // The groups of others have a dot.
  if (!ownGroup && !/^[a-z]+\/v\d+(?:beta\d+)?$/.test(apiVersion)) return undefined;
  // Versions before the stable one come and go.
  if (/alpha/.test(apiVersion) || (group.includes('.') && /beta/.test(apiVersion)))
    return undefined;
  const home = homeOf(all, kind, group);
  if (home !== undefined || all.some((each) => isStable(each) && each.kind === kind))
    return {
      on: 'apiVersion',
      kinds,
      ...(home === undefined ? {} : { apiVersion: home }),
      ...(isLater(apiVersion, home) ? { later: true } : {}),
    };
  if (!ownGroup) return undefined;
  const slip = kinds.find((each) => isOneSlip(kind, each));
  if (slip !== undefined) return { on: 'kind', kinds, kind: slip };
  const other = all.find((each) => isStable(each) && isOneSlip(kind, each.kind));
  if (other) {
    const place = homeOf(all, other.kind, group);
    return place === undefined
      ? undefined
      : { on: 'kind', kinds, kind: other.kind, apiVersion: place };
  }
  // Programs write `v1` into files of their own, and newer clusters have newer kinds.
  if (group === '' || group.includes('.') || kinds.length === 0) return undefined;
  return { on: 'kind', kinds };
};

interface Known {
  readonly apiVersion: string;
  readonly kind: string;
}

/** The kinds of Kubernetes itself, whose groups nobody else adds to. */
const kindsOf = once(({ kinds }: KubernetesSchema): readonly Known[] =>
  Object.keys(kinds).flatMap((key) => {
    const [apiVersion = '', kind = ''] = key.split(' ');
    return /^(?:[^.]+|[^/]+\.k8s\.io\/.+)$/.test(apiVersion) ? [{ apiVersion, kind }] : [];
  }),
);

/** The stable version that has a kind: that of the same group, or of the only other one. */
const homeOf = (all: readonly Known[], kind: string, group: string): string | undefined => {
  const homes = all.filter((each) => each.kind === kind && isStable(each));
  const own = homes.findLast((each) => groupOf(each.apiVersion) === group);
  if (own) return own.apiVersion;
  const groups = new Set(homes.map((each) => groupOf(each.apiVersion)));
  return groups.size === 1 ? homes.at(-1)?.apiVersion : undefined;
};

/** Whether a stable version comes after that of the same group in which a kind is known. */
const isLater = (apiVersion: string, home: string | undefined): boolean => {
  const [, wanted] = /\/v(\d)$/.exec(apiVersion) ?? [];
  const [, known] = /\/v(\d)$/.exec(home ?? '') ?? [];
  return (
    wanted !== undefined &&
    known !== undefined &&
    groupOf(apiVersion) === groupOf(home ?? '') &&
    Number(wanted) > Number(known)
  );
};

const groupOf = (apiVersion: string): string =>
  apiVersion.slice(0, Math.max(0, apiVersion.indexOf('/')));

const isStable = ({ apiVersion }: Known): boolean => /(?:^|\/)v\d+$/.test(apiVersion);
