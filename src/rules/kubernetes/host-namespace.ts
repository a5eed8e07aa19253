import type { ResourceIn } from '../../project/project.ts';
import { drop, entryAt } from '../../syntax/kubernetes/fields.ts';
import { mend } from '../mend.ts';
import type { Alias, Rule } from '../rule.ts';
import docs from './host-namespace.md' with { type: 'text' };

const rule: Rule = {
  id: 'host-namespace',
  on: 'resource',
  docs,
  severity: 'warning',
  profile: 'recommended',
  concept: 'pod-security-context',
  oncePerMessage: 'in reports',
  aka: [
    'kube-linter/host-ipc',
    'kube-linter/host-network',
    'kube-linter/host-pid',
    'polaris/hostIPCSet',
    'polaris/hostNetworkSet',
    'polaris/hostPIDSet',
    'trivy/KSV-0008',
    'trivy/KSV-0009',
    'trivy/KSV-0010',
    'checkov/CKV_K8S_17',
    'checkov/CKV_K8S_18',
    'checkov/CKV_K8S_19',
  ],
  fix: 'suggested',
  neededByNodePods: true,
  about: ['pods'],
  anyPod: true,

  *check(resource) {
    const { podSpec } = resource;
    if (!podSpec) return;
    for (const { field, aka, message } of namespaces) {
      const path = [...podSpec, field];
      if (resource.get(path) !== true) continue;
      yield {
        at: entryAt(resource, path),
        message: `${message}.`,
        aka,
        // Without the node's shared memory, or its address, programs that rely on them stop.
        ...(reliesOn(resource, field) ? {} : mend(`Remove ${field}`, drop(resource, path))),
      };
    }
  },
};
export default rule;

/** Whether a pod may need the namespace: shared memory without a volume for it, or an address written into its commands. */
const reliesOn = (resource: ResourceIn, field: string): boolean => {
  const { podSpec } = resource;
  if (!podSpec) return false;
  const text = JSON.stringify(resource.get(podSpec) ?? {});
  if (field === 'hostIPC') return /gpu/i.test(text) && !text.includes('/dev/shm');
  return (
    field === 'hostNetwork' &&
    /\b\d{1,3}(?:\.\d{1,3}){3}\b/.test(text.replace(/\b(?:0\.0\.0\.0|127\.0\.0\.1)\b/g, ''))
  );
};

const namespaces: readonly {
  readonly field: string;
  readonly aka: readonly Alias[];
  readonly message: string;
}[] = [
  {
    field: 'hostIPC',
    aka: ['kube-linter/host-ipc', 'polaris/hostIPCSet', 'trivy/KSV-0008', 'checkov/CKV_K8S_18'],
    message:
      'hostIPC opens the shared memory of all processes of the node to this pod; an emptyDir of medium Memory at /dev/shm is enough for one pod',
  },
  {
    field: 'hostNetwork',
    aka: [
      'kube-linter/host-network',
      'polaris/hostNetworkSet',
      'trivy/KSV-0009',
      'checkov/CKV_K8S_19',
    ],
    message:
      "With hostNetwork the pod's ports are open on its node and clash with those of other pods, and no NetworkPolicy holds",
  },
  {
    field: 'hostPID',
    aka: ['kube-linter/host-pid', 'polaris/hostPIDSet', 'trivy/KSV-0010', 'checkov/CKV_K8S_17'],
    message:
      'With hostPID the pod sees all processes of its node, and as root it can stop them and read their environment',
  },
];
