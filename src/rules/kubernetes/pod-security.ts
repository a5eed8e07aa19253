import { podSecurityChecks } from '../../data/pod-security.ts';
import { ownWorkload, placeFor } from '../../project/links.ts';
import { drop, entryAt, isWhole, nameOf } from '../../syntax/kubernetes/fields.ts';
import { podSecurityViolations } from '../../syntax/kubernetes/pod-security.ts';
import { restrict } from '../../syntax/kubernetes/restrict.ts';
import { mend } from '../mend.ts';
import type { Rule } from '../rule.ts';
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
  ],
  fix: 'suggested',
  about: ['pods'],

  *check(resource, project) {
    const own = ownWorkload(resource, project);
    if (!own?.namespace || !isWhole(resource)) return;
    const namespace = project
      .find(`name Namespace ${own.namespace}`)
      .find(({ partial }) => !partial);
    for (const mode of ['enforce', 'warn', 'audit'] as const) {
      const level = namespace?.labels[`pod-security.kubernetes.io/${mode}`];
      if (!namespace || (level !== 'baseline' && level !== 'restricted')) continue;
      for (const { check, path, missing } of podSecurityViolations(resource, level)) {
        yield {
          at: missing ? nameOf(resource, path) : entryAt(resource, path),
          message: `Namespace ${namespace.name} ${acts[mode]} pods under ${level}, which forbids ${podSecurityChecks.get(check)?.forbids}.`,
          aka: [`pss/${check}`],
          related: [placeFor(namespace)],
          ...(missing
            ? mend('Make this pod restricted', ...restrict(resource))
            : mend('Remove it', drop(resource, path))),
        };
      }
      return;
    }
  },
};
export default rule;

const acts = { enforce: 'refuses', warn: 'warns of', audit: 'records' } as const;
