import { callsOf, shippedBy } from '../../syntax/dockerfile/programs.ts';
import { managerCall } from '../../syntax/shell/managers.ts';
import type { Rule } from '../rule.ts';
import docs from './gpu-driver-in-image.md' with { type: 'text' };

const rule: Rule = {
  id: 'gpu-driver-in-image',
  on: 'dockerfile',
  docs,
  severity: 'warning',
  profile: 'recommended',
  concept: 'portability-limits-gpu',
  fix: 'none',
  about: ['apt-get', 'apt', 'aptitude', 'yum', 'dnf', 'microdnf', 'tdnf', 'zypper'],
  holds: ['nvidia', 'cuda'],

  *check(file) {
    const shipped = shippedBy(file);
    const installs = callsOf(file).flatMap(({ run, command }) => {
      const call = shipped.has(run) ? managerCall(command) : undefined;
      return call?.installs ? call.packages : [];
    });
    // An image that runs containers itself needs the toolkit, and one for nodes the driver.
    if (installs.some(({ text }) => engines.test(text))) return;
    for (const word of installs) {
      if (word.dynamic) continue;
      const name = word.text.replace(/[=:].*$/, '');
      if (driver.test(name))
        yield {
          at: word.span,
          message: `${name} is part of a GPU driver, which the node gives to the container; a second one does not fit its kernel.`,
        };
      else if (toolkit.test(name))
        yield {
          at: word.span,
          message: `${name} belongs on the machine that starts containers; within one it does nothing.`,
        };
    }
  },
};
export default rule;

const driver =
  /^(?:nvidia-(?:driver|utils|headless|headless-no-dkms|compute-utils|dkms|kernel-\w+)-\d+(?:-server|-open)*|nvidia-driver|nvidia-(?:kernel-)?dkms|cuda-drivers(?:-\d+)?|nvidia-smi)$/;
const toolkit =
  /^(?:nvidia-container-(?:toolkit|runtime)(?:-base)?|nvidia-docker2?|libnvidia-container(?:1|-tools))$/;
const engines =
  /^(?:docker(?:-ce|-engine|\.io)?|docker-ce-cli|containerd(?:\.io)?|moby-engine|podman|cri-o|kubelet|systemd)(?:$|[=:])/;
