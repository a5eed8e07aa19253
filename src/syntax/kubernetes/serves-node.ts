import { recent } from '../../text/memo.ts';
import type { Span } from '../../text/span.ts';
import { commandText } from './command.ts';
import { hostPaths } from './host-paths.ts';
import type { Container, Resource } from './model.ts';
import { nodeAt } from './nodes.ts';

/** Names of programs whose job is the node that they run on: plugins of the kubelet, networks, storage, drivers, tuning, monitoring. */
const programs =
  /(?:^|[/_-])(?:device-?plugin|csi|cni|node-?exporter|node-?(?:agent|problem|driver|feature|tuning|local)|dcgm|gpu-feature-discovery|nvidia-driver|driver-(?:daemon|installer|manager)|container-toolkit|mig-manager|kube-proxy|calico|cilium|flannel|weave|multus|sriov|rdma|kubelet|containerd|sysctl|hugepages?|nfs-(?:server|provisioner|ganesha)|volume-nfs|dind|docker-in-docker|buildkitd?|wireguard|openvpn|fluent-?bit|fluentd|filebeat|promtail|cadvisor|falco|image-?(?:puller|preloader))(?:$|[/:@._-])/i;

/** Folders of the node that only its own programs mount. */
const kubelet = /^\/(?:var\/lib\/(?:kubelet|containerd)|etc\/cni|opt\/cni|lib\/modules)(?:\/|$)/;

/** Commands that change the kernel's settings or modules, or mount on the node. */
const tuning =
  /\b(?:sysctl\s+-\w*w|sysctl\s+\S+=|modprobe|insmod|nsenter|mount\s+--make|ip\s+(?:link|route|rule|addr)|ip6?tables|tc\s+(?:qdisc|filter)|ethtool)\b|(?:>|\btee)\s*\/(?:proc\/sys|sys)\//;

/** Whether the job of an object's pods is the node that they run on, as that of device plugins, CSI drivers and node exporters. */
export const servesNode = recent((resource: Resource): boolean => {
  if (resource.kind === 'DaemonSet') return true;
  const { name = '' } = resource;
  if (programs.test(name) || resource.containers().some(isProgram)) return true;
  return hostPaths(resource).some(({ path }) => kubelet.test(path));
});

const isProgram = ({ image = '', name }: Container): boolean =>
  programs.test(name) || programs.test(image);

/** The spans of what serves the node: all of an object, or those of its containers that tune the node for the others. */
export const servingNode = (resource: Resource): readonly Span[] => {
  if (servesNode(resource)) return [resource.span];
  return resource.containers().flatMap(({ path }) => {
    const range = tuning.test(commandText(resource, path))
      ? nodeAt(resource.root, path, resource.document)?.range
      : undefined;
    return range ? [[resource.base + range[0], resource.base + range[1]]] : [];
  });
};
