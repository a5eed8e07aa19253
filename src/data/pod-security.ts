/** A level of the Pod Security Standards that forbids something. */
export type PodSecurityLevel = 'baseline' | 'restricted';

/** A check of Pod Security Admission. */
export interface PodSecurityCheck {
  readonly level: PodSecurityLevel;
  readonly forbids: string;
  /** The minor version of the first policy that has it: 34 for 1.34. */
  readonly since: number;
}

/** Every check of Pod Security Admission, from its own sources up to the policy of 1.37 (read 2026-11). */
export const podSecurityChecks: ReadonlyMap<string, PodSecurityCheck> = new Map([
  ['windowsHostProcess', { level: 'baseline', forbids: 'Windows host processes', since: 0 }],
  ['hostNamespaces', { level: 'baseline', forbids: 'host namespaces', since: 0 }],
  ['privileged', { level: 'baseline', forbids: 'privileged containers', since: 0 }],
  ['capabilities_baseline', { level: 'baseline', forbids: 'added capabilities', since: 0 }],
  ['hostPathVolumes', { level: 'baseline', forbids: 'hostPath volumes', since: 0 }],
  ['hostPorts', { level: 'baseline', forbids: 'host ports', since: 0 }],
  [
    'hostProbesAndHostLifecycle',
    { level: 'baseline', forbids: 'a host in probes and lifecycle hooks', since: 34 },
  ],
  ['appArmorProfile', { level: 'baseline', forbids: 'disabling AppArmor', since: 0 }],
  ['seLinuxOptions', { level: 'baseline', forbids: 'custom SELinux options', since: 0 }],
  ['procMount', { level: 'baseline', forbids: 'an unmasked /proc', since: 0 }],
  ['seccompProfile_baseline', { level: 'baseline', forbids: 'disabling seccomp', since: 0 }],
  ['sysctls', { level: 'baseline', forbids: 'unsafe sysctls', since: 0 }],
  ['restrictedVolumes', { level: 'restricted', forbids: 'other volume types', since: 0 }],
  ['allowPrivilegeEscalation', { level: 'restricted', forbids: 'privilege escalation', since: 8 }],
  ['runAsNonRoot', { level: 'restricted', forbids: 'containers that may run as root', since: 0 }],
  ['runAsUser', { level: 'restricted', forbids: 'user 0', since: 23 }],
  [
    'seccompProfile_restricted',
    { level: 'restricted', forbids: 'a missing seccomp profile', since: 19 },
  ],
  [
    'capabilities_restricted',
    { level: 'restricted', forbids: 'capabilities that are not dropped', since: 22 },
  ],
  // Baseline leaves an unmasked /proc to pods with a user namespace of their own since 1.35; restricted does not.
  ['procMount_restricted', { level: 'restricted', forbids: 'an unmasked /proc', since: 35 }],
]);

/** Something that a policy allows from a version on: the minor version of the first policy, and the words. */
type Allowed = readonly (readonly [since: number, words: readonly string[]])[];

/** What of a table a policy of a minor version allows. */
export const allowedBy = (table: Allowed, minor: number): readonly string[] =>
  table.flatMap(([since, words]) => (since <= minor ? words : []));

/** Capabilities that `baseline` lets a container add. */
export const baselineCapabilities: readonly string[] = [
  ...['AUDIT_WRITE', 'CHOWN', 'DAC_OVERRIDE', 'FOWNER', 'FSETID', 'KILL', 'MKNOD'],
  ...['NET_BIND_SERVICE', 'SETFCAP', 'SETGID', 'SETPCAP', 'SETUID', 'SYS_CHROOT'],
];

/** Kernel parameters that `baseline` lets a pod set. */
export const baselineSysctls: Allowed = [
  [
    0,
    [
      'kernel.shm_rmid_forced',
      'net.ipv4.ip_local_port_range',
      'net.ipv4.ip_unprivileged_port_start',
      'net.ipv4.ping_group_range',
      'net.ipv4.tcp_syncookies',
    ],
  ],
  [27, ['net.ipv4.ip_local_reserved_ports']],
  [
    29,
    [
      'net.ipv4.tcp_fin_timeout',
      'net.ipv4.tcp_keepalive_intvl',
      'net.ipv4.tcp_keepalive_probes',
      'net.ipv4.tcp_keepalive_time',
    ],
  ],
  [32, ['net.ipv4.tcp_rmem', 'net.ipv4.tcp_wmem']],
  [37, ['net.ipv4.tcp_notsent_lowat', 'net.ipv4.tcp_slow_start_after_idle']],
];

/** SELinux types that `baseline` lets a container have. */
export const baselineSelinuxTypes: Allowed = [
  [0, ['', 'container_t', 'container_init_t', 'container_kvm_t']],
  [31, ['container_engine_t']],
];

/** Kinds of volumes that `restricted` lets a pod have. */
export const restrictedVolumes: readonly string[] = [
  ...['configMap', 'csi', 'downwardAPI', 'emptyDir', 'ephemeral', 'image'],
  ...['persistentVolumeClaim', 'projected', 'secret', 'name'],
];
