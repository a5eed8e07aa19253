import { polarisChecks } from '../data/kubernetes-peers.ts';
import type { Severity } from '../rules/rule.ts';
import type { Resource } from '../syntax/kubernetes/model.ts';
import { isRecord } from '../syntax/kustomization.ts';
import type { Span } from '../text/span.ts';
import type { Exemption, Settings } from './settings.ts';
import type { Suppression } from './suppressions.ts';

const severities: ReadonlyMap<unknown, Severity | 'off'> = new Map([
  ['danger', 'error'],
  ['warning', 'warning'],
  ['ignore', 'off'],
]);

/** What a `polaris.yaml` says of single checks. */
export const polarisRules = (value: unknown): Settings['rules'] => {
  const checks = isRecord(value) ? value['checks'] : undefined;
  const rules: Record<string, Severity | 'off'> = {};
  for (const [name, level] of Object.entries(isRecord(checks) ? checks : {})) {
    const severity = severities.get(level);
    if (severity) rules[`polaris/${name}`] = severity;
  }
  return rules;
};

/** The exemptions of a `polaris.yaml`, and whether annotations may exempt, over `base`. */
export const polarisSettings = (value: unknown, base: Settings): Settings => {
  if (!isRecord(value)) return base;
  const none = value['disallowExemptions'] === true;
  const list = none || value['disallowConfigExemptions'] === true ? [] : value['exemptions'];
  return {
    ...base,
    polarisAnnotations: !none && value['disallowAnnotationExemptions'] !== true,
    exemptions: Array.isArray(list)
      ? list.slice(0, most.exemptions).flatMap(exemption)
      : base.exemptions,
  };
};

// Far above what people write; each object is asked of each.
const most = { exemptions: 500, names: 100 };

/** One exemption; of the wrong shape it counts for nothing, since Polaris does not start with such a one. */
const exemption = (value: unknown): readonly Exemption[] => {
  if (!isRecord(value)) return [];
  const { namespace } = value;
  const [controllerNames, containerNames, rules] = [
    value['controllerNames'],
    value['containerNames'],
    value['rules'],
  ].map(words);
  if (!controllerNames || !containerNames || !rules) return [];
  if (namespace === undefined || namespace === null || namespace === '')
    return [{ controllerNames, containerNames, rules }];
  return typeof namespace === 'string'
    ? [{ namespace, controllerNames, containerNames, rules }]
    : [];
};

const words = (value: unknown): readonly string[] | undefined => {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) && value.every((each) => typeof each === 'string')
    ? value.slice(0, most.names)
    : undefined;
};

/** What exemptions silence in the objects of a file. */
export const exempted = (
  resources: readonly Resource[],
  exemptions: readonly Exemption[],
): readonly Suppression[] =>
  exemptions.length === 0
    ? []
    : resources.flatMap((resource) => {
        const own = exemptions.filter((each) => isFor(resource, each));
        if (own.length === 0) return [];
        const wide = own.filter(({ containerNames }) => containerNames.length === 0);
        const containers = [resource, ...resource.pods()].flatMap((pod) => pod.containers());
        return [
          silence(resource.span, wide),
          ...containers.map(({ name, path }) => {
            const narrow = own.filter(
              ({ containerNames }) => containerNames.length > 0 && begins(name, containerNames),
            );
            return silence(resource.at(path), narrow);
          }),
        ].filter(({ names }) => names.length > 0);
      });

const isFor = (
  { name = '', namespace }: Resource,
  { namespace: only, controllerNames }: Exemption,
): boolean => (only === undefined || only === namespace) && begins(name, controllerNames);

const begins = (name: string, beginnings: readonly string[]): boolean =>
  beginnings.length === 0 || beginnings.some((each) => name.startsWith(each));

const known: ReadonlySet<string> = new Set(polarisChecks);

/** One for all, so that what is asked at a finding does not grow with the settings. */
const silence = (within: Span, exemptions: readonly Exemption[]): Suppression => {
  const names = exemptions.flatMap(({ rules }) =>
    rules.length > 0 ? rules.filter((each) => known.has(each)) : ['*'],
  );
  return {
    within,
    names: [...new Set(names)].map((name) => ({ name: `polaris/${name}`, at: within })),
    own: false,
    all: false,
    comment: within,
  };
};
