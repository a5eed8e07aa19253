/** A level of the Pod Security Standards that forbids something. */
export type PodSecurityLevel = 'baseline' | 'restricted';

/** Every check of Pod Security Admission 1.36 (2026-04) with its level and what it forbids. */
export const podSecurityChecks: ReadonlyMap<
  string,
  { readonly level: PodSecurityLevel; readonly forbids: string }
> = new Map([
  ['windowsHostProcess', { level: 'baseline', forbids: 'a process of the Windows host' }],
  ['hostNamespaces', { level: 'baseline', forbids: 'namespaces of the node' }],
  ['privileged', { level: 'baseline', forbids: 'privileged containers' }],
  ['capabilities_baseline', { level: 'baseline', forbids: 'added capabilities' }],
  ['hostPathVolumes', { level: 'baseline', forbids: 'folders of the node' }],
  ['hostPorts', { level: 'baseline', forbids: 'ports of the node' }],
  ['hostProbesAndHostLifecycle', { level: 'baseline', forbids: 'probes of other hosts' }],
  ['appArmorProfile', { level: 'baseline', forbids: 'AppArmor switched off' }],
  ['seLinuxOptions', { level: 'baseline', forbids: 'SELinux types of its own' }],
  ['procMount', { level: 'baseline', forbids: 'all of /proc' }],
  ['seccompProfile_baseline', { level: 'baseline', forbids: 'seccomp switched off' }],
  ['sysctls', { level: 'baseline', forbids: 'unsafe kernel parameters' }],
  ['restrictedVolumes', { level: 'restricted', forbids: 'other kinds of volumes' }],
  ['allowPrivilegeEscalation', { level: 'restricted', forbids: 'gaining rights' }],
  ['runAsNonRoot', { level: 'restricted', forbids: 'a user that may be root' }],
  ['runAsUser', { level: 'restricted', forbids: 'the user 0' }],
  ['seccompProfile_restricted', { level: 'restricted', forbids: 'a missing seccomp profile' }],
  ['capabilities_restricted', { level: 'restricted', forbids: 'capabilities that are kept' }],
]);

/** Capabilities that `baseline` lets a container add. */
export const baselineCapabilities: readonly string[] = [
  ...['AUDIT_WRITE', 'CHOWN', 'DAC_OVERRIDE', 'FOWNER', 'FSETID', 'KILL', 'MKNOD'],
  ...['NET_BIND_SERVICE', 'SETFCAP', 'SETGID', 'SETPCAP', 'SETUID', 'SYS_CHROOT'],
];

/** Kernel parameters that `baseline` lets a pod set. */
export const baselineSysctls: readonly string[] = [
  'kernel.shm_rmid_forced',
  'net.ipv4.ip_local_port_range',
  'net.ipv4.ip_local_reserved_ports',
  'net.ipv4.ip_unprivileged_port_start',
  'net.ipv4.ping_group_range',
  'net.ipv4.tcp_fin_timeout',
  'net.ipv4.tcp_keepalive_intvl',
  'net.ipv4.tcp_keepalive_probes',
  'net.ipv4.tcp_keepalive_time',
  'net.ipv4.tcp_syncookies',
];

/** Kinds of volumes that `restricted` lets a pod have. */
export const restrictedVolumes: readonly string[] = [
  ...['configMap', 'csi', 'downwardAPI', 'emptyDir', 'ephemeral', 'persistentVolumeClaim'],
  ...['projected', 'secret', 'name'],
];
