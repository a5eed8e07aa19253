import { hostPaths } from '../../syntax/kubernetes/host-paths.ts';
import type { Rule } from '../rule.ts';
import docs from './container-runtime-socket.md' with { type: 'text' };

const rule: Rule = {
  id: 'container-runtime-socket',
  on: 'resource',
  docs,
  severity: 'error',
  profile: 'recommended',
  concept: 'pod-security-context',
  aka: ['kube-linter/docker-sock', 'trivy/KSV-0006', 'checkov/CKV_K8S_27'],
  fix: 'none',
  neededByNodePods: true,
  anyPod: true,

  *check(resource) {
    for (const { path, at, mounts } of hostPaths(resource)) {
      const runtime = /\/(docker|containerd|crio|cri-dockerd|podman)\.sock$/.exec(path)?.[1];
      const [mount] = mounts;
      if (!runtime || !mount) continue;
      yield {
        at: resource.at(at),
        message: `Container ${mount.container} can start any container on its node through ${path}, as root and with any folder of the node mounted.`,
      };
    }
  },
};
export default rule;
