import {
  allowedBy,
  baselineCapabilities,
  baselineSelinuxTypes,
  baselineSysctls,
  podSecurityChecks,
  restrictedVolumes,
} from '../../data/pod-security.ts';
import { isRecord } from '../kustomization.ts';
import { itemsAt, security, wordsAt } from './fields.ts';
import type { KeyPath, Resource } from './model.ts';

/** A check of the Pod Security Standards that a pod does not pass. */
export interface Violation {
  /** Its name in `podSecurityChecks`. */
  readonly check: string;
  /** What is set wrong, or the container that lacks something. */
  readonly path: KeyPath;
  /** Nothing is set, and something must be. */
  readonly missing: boolean;
}

/** The newest policy: what `latest` stands for where the version of the cluster is not known. */
const newest = 99;

/**
 * The checks up to a level that the pods of an object do not pass, by the policy of a minor version (`34` for 1.34; without one the
 * newest); what is not known passes.
 */
export const podSecurityViolations = (
  resource: Resource,
  level: 'baseline' | 'restricted',
  minor = newest,
): readonly Violation[] => {
  const { podSpec } = resource;
  if (!podSpec) return [];
  const found = [...ofPod(resource, podSpec, minor)];
  for (const { path, name } of resource.containers()) {
    found.push(...ofContainer(resource, path, minor));
    if (minor < fieldsOfSeccomp) found.push(...ofSeccompNotes(resource, podSpec, name));
    if (level === 'restricted') found.push(...ofRestricted(resource, path, minor));
  }
  const relaxed = minor >= userNamespaces && resource.get([...podSpec, 'hostUsers']) === false;
  return found.filter(({ check }) => {
    const known = podSecurityChecks.get(check);
    if (!known || known.since > minor || (level === 'baseline' && known.level !== level))
      return false;
    return !(relaxed && relaxes.has(check)) && !(level === 'restricted' && replaced(check, minor));
  });
};

/** The first policy that leaves to pods with a user namespace what root in them cannot do to the node. */
const userNamespaces = 35;
const relaxes: ReadonlySet<string> = new Set(['runAsNonRoot', 'runAsUser', 'procMount']);

/** The first policy that reads the fields of seccomp, and no annotations. */
const fieldsOfSeccomp = 19;

/** The first policies of `restricted` with a check of their own in place of that of `baseline`. */
const replaced = (check: string, minor: number): boolean =>
  check === 'procMount' && minor >= userNamespaces;

const wrong = (check: string, path: KeyPath): Violation => ({ check, path, missing: false });

function* ofPod(resource: Resource, spec: KeyPath, minor: number): Generator<Violation> {
  for (const field of ['hostNetwork', 'hostPID', 'hostIPC'])
    if (resource.get([...spec, field]) === true) yield wrong('hostNamespaces', [...spec, field]);
  for (const { path, value } of itemsAt(resource, [...spec, 'volumes'])) {
    const kind = Object.keys(value).find((key) => !restrictedVolumes.includes(key));
    if (kind)
      yield wrong(kind === 'hostPath' ? 'hostPathVolumes' : 'restrictedVolumes', [...path, kind]);
  }
  for (const { path } of itemsAt(resource, [...spec, 'securityContext', 'sysctls'])) {
    const name = resource.get([...path, 'name']);
    const allowed = allowedBy(baselineSysctls, minor);
    if (typeof name === 'string' && !allowed.includes(name.replaceAll('/', '.')))
      yield wrong('sysctls', [...path, 'name']);
  }
  const notes = [...spec.slice(0, -1), 'metadata', 'annotations'];
  const annotations = resource.get(notes);
  for (const [key, value] of Object.entries(isRecord(annotations) ? annotations : {}))
    if (
      /^container\.apparmor\.security\.beta\.kubernetes\.io\//.test(key) &&
      typeof value === 'string' &&
      !/^(?:$|runtime\/default$|localhost\/)/.test(value)
    )
      yield wrong('appArmorProfile', [...notes, key]);
  yield* ofContext(resource, spec, minor);
}

/** What policies before 1.19 read of a container's seccomp profile. */
function* ofSeccompNotes(resource: Resource, spec: KeyPath, name: string): Generator<Violation> {
  const notes = [...spec.slice(0, -1), 'metadata', 'annotations'];
  for (const key of [
    'seccomp.security.alpha.kubernetes.io/pod',
    `container.seccomp.security.alpha.kubernetes.io/${name}`,
  ]) {
    const value = resource.get([...notes, key]);
    if (typeof value === 'string' && !/^(?:(?:runtime|docker)\/default$|localhost\/)/.test(value))
      yield wrong('seccompProfile_baseline', [...notes, key]);
  }
}

/** What the `securityContext` of a pod and of a container both can set. */
function* ofContext(resource: Resource, owner: KeyPath, minor: number): Generator<Violation> {
  const context = [...owner, 'securityContext'];
  const value = resource.get(context);
  if (!isRecord(value)) return;
  const at = (...path: readonly string[]): readonly [KeyPath, unknown] => [
    [...context, ...path],
    resource.get([...context, ...path]),
  ];
  const types = allowedBy(baselineSelinuxTypes, minor);
  const rules: readonly (readonly [
    string,
    readonly [KeyPath, unknown],
    (value: unknown) => boolean,
  ])[] = [
    ['windowsHostProcess', at('windowsOptions', 'hostProcess'), (each) => each === true],
    ['appArmorProfile', at('appArmorProfile', 'type'), (each) => each === 'Unconfined'],
    [
      'seccompProfile_baseline',
      at('seccompProfile', 'type'),
      (each) => minor >= fieldsOfSeccomp && each === 'Unconfined',
    ],
    [
      'seLinuxOptions',
      at('seLinuxOptions', 'type'),
      (each) => typeof each === 'string' && !types.includes(each),
    ],
    [
      'seLinuxOptions',
      at('seLinuxOptions', 'user'),
      (each) => typeof each === 'string' && each !== '',
    ],
    [
      'seLinuxOptions',
      at('seLinuxOptions', 'role'),
      (each) => typeof each === 'string' && each !== '',
    ],
    ['runAsUser', at('runAsUser'), (each) => each === 0],
  ];
  for (const [check, [path, each], isWrong] of rules) if (isWrong(each)) yield wrong(check, path);
}

function* ofContainer(resource: Resource, container: KeyPath, minor: number): Generator<Violation> {
  const context = [...container, 'securityContext'];
  if (resource.get([...context, 'privileged']) === true)
    yield wrong('privileged', [...context, 'privileged']);
  if (resource.get([...context, 'procMount']) === 'Unmasked')
    for (const check of ['procMount', 'procMount_restricted'])
      yield wrong(check, [...context, 'procMount']);
  const add = [...context, 'capabilities', 'add'];
  for (const [i, word] of wordsAt(resource, add).entries()) {
    if (!baselineCapabilities.includes(word)) yield wrong('capabilities_baseline', [...add, i]);
    else if (word !== 'NET_BIND_SERVICE') yield wrong('capabilities_restricted', [...add, i]);
  }
  for (const { path, value } of itemsAt(resource, [...container, 'ports']))
    if (typeof value['hostPort'] === 'number' && value['hostPort'] !== 0)
      yield wrong('hostPorts', [...path, 'hostPort']);
  const probes = ['livenessProbe', 'readinessProbe', 'startupProbe'].map((each) => [each]);
  const hooks = ['postStart', 'preStop'].map((each) => ['lifecycle', each]);
  for (const each of [...probes, ...hooks])
    for (const handler of ['httpGet', 'tcpSocket']) {
      const path = [...container, ...each, handler, 'host'];
      const host = resource.get(path);
      if (typeof host === 'string' && host !== '') yield wrong('hostProbesAndHostLifecycle', path);
    }
  yield* ofContext(resource, container, minor);
}

/** The first policy that leaves to Windows pods what Windows does not have. */
const windowsPods = 25;

/** What `restricted` wants to be set. */
function* ofRestricted(
  resource: Resource,
  container: KeyPath,
  minor: number,
): Generator<Violation> {
  const { podSpec = [] } = resource;
  const context = [...container, 'securityContext'];
  const flag = security(resource, container, 'runAsNonRoot');
  if (!flag) yield { check: 'runAsNonRoot', path: container, missing: true };
  else if (flag.value === false) yield wrong('runAsNonRoot', flag.path);
  if (minor >= windowsPods && resource.get([...podSpec, 'os', 'name']) === 'windows') return;
  const escalation = [...context, 'allowPrivilegeEscalation'];
  if (resource.get(escalation) === true) yield wrong('allowPrivilegeEscalation', escalation);
  else if (!resource.key(escalation))
    yield { check: 'allowPrivilegeEscalation', path: container, missing: true };
  const profile = security(resource, container, 'seccompProfile');
  if (!profile) yield { check: 'seccompProfile_restricted', path: container, missing: true };
  const drop = [...context, 'capabilities', 'drop'];
  const known = resource.key(drop) ? resource.get(drop) : [];
  if (Array.isArray(known) && !known.includes('ALL'))
    yield { check: 'capabilities_restricted', path: container, missing: true };
}
