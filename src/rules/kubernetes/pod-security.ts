import { podSecurityChecks } from '../../data/pod-security.ts';
import { ownWorkload, placeFor } from '../../project/links.ts';
import type { Project, ResourceIn } from '../../project/project.ts';
import { drop, entryAt, isWhole, nameOf } from '../../syntax/kubernetes/fields.ts';
import { podSecurityViolations, type Violation } from '../../syntax/kubernetes/pod-security.ts';
import { restrict } from '../../syntax/kubernetes/restrict.ts';
import { servesNode } from '../../syntax/kubernetes/serves-node.ts';
import type { Span } from '../../text/span.ts';
import { mend } from '../mend.ts';
import type { Alias, Finding, Place, Rule } from '../rule.ts';
import docs from './pod-security.md' with { type: 'text' };

const rule: Rule = {
  id: 'pod-security',
  on: 'resource',
  docs,
  severity: 'error',
  profile: 'recommended',
  concept: 'pod-security-context',
  aka: [
    'pss/windowsHostProcess',
    'pss/hostNamespaces',
    'pss/privileged',
    'pss/capabilities_baseline',
    'pss/hostPathVolumes',
    'pss/hostPorts',
    'pss/hostProbesAndHostLifecycle',
    'pss/appArmorProfile',
    'pss/seLinuxOptions',
    'pss/procMount',
    'pss/seccompProfile_baseline',
    'pss/sysctls',
    'pss/restrictedVolumes',
    'pss/allowPrivilegeEscalation',
    'pss/runAsNonRoot',
    'pss/runAsUser',
    'pss/seccompProfile_restricted',
    'pss/capabilities_restricted',
    'pss/procMount_restricted',
  ],
  fix: 'suggested',
  about: ['pods'],

  *check(resource, project) {
    const own = ownWorkload(resource, project);
    if (!own?.namespace || !isWhole(resource)) return;
    const [namespace, ...others] = project
      .find(`name Namespace ${own.namespace}`)
      .filter(({ partial }) => !partial);
    // Which of two definitions is applied last is not known.
    if (
      !namespace ||
      others.some(({ labels }) =>
        modes.some((each) => labels[`${prefix}/${each}`] !== namespace.labels[`${prefix}/${each}`]),
      )
    )
      return;
    for (const mode of modes) {
      const level = namespace.labels[`${prefix}/${mode}`];
      if (level !== 'baseline' && level !== 'restricted') continue;
      const version = namespace.labels[`${prefix}/${mode}-version`] ?? 'latest';
      const minor = minorOf(version, project);
      if (minor === undefined) return;
      const found = podSecurityViolations(resource, level, minor);
      const [first] = found;
      if (!first) continue;
      yield {
        at: placeOf(resource, found),
        message: `Namespace ${namespace.name} ${acts[mode]} this pod: ${level}${version === 'latest' ? '' : ` ${version}`} forbids ${listed(found)}.`,
        aka: [...new Set(found.map(({ check }): Alias => `pss/${check}`))],
        related: [placeFor(namespace), ...placesOf(resource, found)],
        ...fixOf(resource, level, found),
      };
      return;
    }
  },
};
export default rule;

const prefix = 'pod-security.kubernetes.io';

const modes = ['enforce', 'warn', 'audit'] as const;

const acts = { enforce: 'refuses', warn: 'warns about', audit: 'records' } as const;

/** The minor version of a policy: `latest` is that of the cluster. */
const minorOf = (version: string, { kubernetesVersion }: Project): number | undefined => {
  const [, minor] = /^v?1\.(\d+)$/.exec(version === 'latest' ? kubernetesVersion : version) ?? [];
  return minor === undefined ? undefined : Number(minor);
};

/** Where a pod breaks a policy in one place, that place; else its name. */
const placeOf = (resource: ResourceIn, found: readonly Violation[]): Span => {
  const places = placesOf(resource, found);
  const [only, more] = places;
  return only && !more ? only.at : resource.at(['metadata', 'name']);
};

/** The places that break a policy, each once. */
const placesOf = (resource: ResourceIn, found: readonly Violation[]): readonly Place[] => {
  const places = new Map<number, Place>();
  for (const { check, missing, path } of found) {
    const at = missing ? nameOf(resource, path) : entryAt(resource, path);
    const other = places.get(at[0]);
    const what = forbids(check);
    const message = other ? `${other.message}, ${what}` : what;
    places.set(at[0], { file: resource.path, at, message });
  }
  return [...places.values()];
};

const forbids = (check: string): string => podSecurityChecks.get(check)?.forbids ?? check;

const listed = (found: readonly Violation[]): string => {
  const whats = [...new Set(found.map(({ check }) => forbids(check)))];
  const last = whats.pop() ?? '';
  return whats.length > 0 ? `${whats.join(', ')} and ${last}` : last;
};

/** One fix for all; none where a volume or what the node is served with would have to go. */
const fixOf = (
  resource: ResourceIn,
  level: 'baseline' | 'restricted',
  found: readonly Violation[],
): Pick<Finding, 'fixes'> => {
  const wrong = found.filter(({ missing }) => !missing);
  if (servesNode(resource) || wrong.some(({ path }) => path.includes('volumes'))) return {};
  const dropped = new Map(wrong.map(({ path }) => [path.join(), drop(resource, path)]));
  const set = wrong.length < found.length ? restrict(resource) : [];
  return mend(
    wrong.length === 0 ? 'Make this pod restricted' : `Remove what ${level} forbids`,
    ...dropped.values(),
    ...set,
  );
};
