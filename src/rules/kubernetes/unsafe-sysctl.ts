import { itemsAt } from '../../syntax/kubernetes/fields.ts';
import type { Rule } from '../rule.ts';
import docs from './unsafe-sysctl.md' with { type: 'text' };

const rule: Rule = {
  id: 'unsafe-sysctl',
  on: 'resource',
  docs,
  severity: 'warning',
  profile: 'recommended',
  concept: 'pod-security-context',
  aka: ['kube-linter/unsafe-sysctls', 'trivy/KSV-0026'],
  fix: 'none',
  neededByNodePods: true,
  about: ['pods'],

  *check(resource) {
    const { podSpec } = resource;
    if (!podSpec) return;
    for (const { path, value } of itemsAt(resource, [...podSpec, 'securityContext', 'sysctls'])) {
      const name = String(value['name']).replaceAll('/', '.');
      if (safe.has(name) || !/^(?:kernel\.(?:msg|sem|shm)|fs\.mqueue\.|net\.)/.test(name)) continue;
      yield {
        at: resource.at([...path, 'name']),
        message: `A node runs this pod only when its kubelet allows ${name}: else the pod fails with SysctlForbidden.`,
      };
    }
  },
};
export default rule;

// The safe set of Kubernetes 1.36.
const safe: ReadonlySet<string> = new Set([
  'kernel.shm_rmid_forced',
  'net.ipv4.ip_local_port_range',
  'net.ipv4.ip_local_reserved_ports',
  'net.ipv4.ip_unprivileged_port_start',
  'net.ipv4.ping_group_range',
  'net.ipv4.tcp_fin_timeout',
  'net.ipv4.tcp_keepalive_intvl',
  'net.ipv4.tcp_keepalive_probes',
  'net.ipv4.tcp_keepalive_time',
  'net.ipv4.tcp_rmem',
  'net.ipv4.tcp_syncookies',
  'net.ipv4.tcp_wmem',
]);
