import type { Finding } from '../rules/rule.ts';
import type { Resource } from '../syntax/kubernetes/model.ts';
import { servingNode } from '../syntax/kubernetes/serves-node.ts';

/** A finding about a right that a pod needs whose job is its node: `strict` only, and without a fix that takes it away. */
export const inNodePod = (resource: Resource, finding: Finding): Finding => {
  const [start] = finding.at;
  const needed = servingNode(resource).some(([from, to]) => from <= start && start < to);
  return needed ? { ...finding, profile: 'strict', fixes: [] } : finding;
};
