import { dropItem, wordsAt } from '../../syntax/kubernetes/fields.ts';
import { mend } from '../mend.ts';
import type { Rule } from '../rule.ts';
import docs from './dangerous-capability.md' with { type: 'text' };

const rule: Rule = {
  id: 'dangerous-capability',
  on: 'resource',
  docs,
  severity: 'warning',
  profile: 'recommended',
  concept: 'pod-security-context',
  aka: ['polaris/dangerousCapabilities'],
  like: [
    'kube-linter/privilege-escalation-container',
    'trivy/KSV-0005',
    'trivy/KSV-0022',
    'checkov/CKV_K8S_25',
    'checkov/CKV_K8S_39',
  ],
  fix: 'suggested',
  neededByNodePods: true,
  about: ['pods'],
  anyPod: true,

  *check(resource) {
    for (const { path, name } of resource.containers()) {
      if (resource.get([...path, 'securityContext', 'privileged']) === true) continue;
      const list = [...path, 'securityContext', 'capabilities', 'add'];
      for (const [i, capability] of wordsAt(resource, list).entries()) {
        const why = dangers[capability.toUpperCase().replace(/^CAP_/, '')];
        if (!why) continue;
        yield {
          at: resource.at([...list, i]),
          message: `Container ${name} ${why}.`,
          ...mend(`Remove ${capability}`, dropItem(resource, [...list, i])),
        };
      }
    }
  },
};
export default rule;

const node = 'which is enough to take over its node';

// From capabilities(7): those with known ways out of a container.
const dangers: Readonly<Record<string, string>> = {
  ALL: `has all capabilities, ${node}`,
  SYS_ADMIN: `can mount file systems and much more, ${node}`,
  SYS_MODULE: `can load kernel modules, ${node}`,
  SYS_RAWIO: `can write to the memory and devices of the machine, ${node}`,
  SYS_PTRACE: 'can read and change the memory of other processes it sees',
  DAC_READ_SEARCH: `can read any file, ${node}`,
  BPF: `can load programs into the kernel, ${node}`,
  NET_ADMIN: 'can change addresses, routes and firewall rules of its network',
};
