import { hostPaths } from '../../syntax/kubernetes/host-paths.ts';
import type { Rule } from '../rule.ts';
import docs from './sensitive-host-mount.md' with { type: 'text' };

const rule: Rule = {
  id: 'sensitive-host-mount',
  on: 'resource',
  docs,
  severity: 'warning',
  profile: 'recommended',
  concept: 'pod-security-context',
  aka: ['kube-linter/sensitive-host-mounts'],
  fix: 'none',
  neededByNodePods: true,
  anyPod: true,

  *check(resource) {
    for (const { path, at, mounts } of hostPaths(resource)) {
      const folder = path.replace(/(?<=.)\/+$/, '');
      const [mount] = mounts;
      const harmless = mounts.every(({ readOnly }) => readOnly === true) && !telling.test(folder);
      if (!mount || !sensitive.test(folder) || harmless) continue;
      yield {
        at: resource.at(at),
        message: `Container ${mount.container} mounts ${folder} of its node, ${mounts.some(({ readOnly }) => readOnly !== true) ? 'and what it changes there changes the node' : 'with secrets of the node and of other pods in it'}.`,
      };
    }
  },
};
export default rule;

// kube-linter's list, and the folders in which the kubelet and the runtimes keep pods' files and secrets.
const sensitive =
  /^\/(?:|boot|dev|etc|lib|proc|sys|usr|root|var\/run|run|var\/lib\/(?:kubelet|docker|containerd)|etc\/kubernetes)$/;

// What tells secrets, or holds sockets, when it is mounted to be read alone too.
const telling = /^\/(?:|etc|root|run|var\/.*|etc\/kubernetes)$/;
