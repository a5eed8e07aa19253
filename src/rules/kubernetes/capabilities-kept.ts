import { addItem } from '../../syntax/kubernetes/edits.ts';
import { isWhole, nameOf, put, wordsAt } from '../../syntax/kubernetes/fields.ts';
import { mend } from '../mend.ts';
import type { Rule } from '../rule.ts';
import docs from './capabilities-kept.md' with { type: 'text' };

const rule: Rule = {
  id: 'capabilities-kept',
  on: 'resource',
  docs,
  severity: 'info',
  profile: 'strict',
  concept: 'pod-security-context',
  aka: ['kube-linter/drop-net-raw-capability', 'polaris/insecureCapabilities'],
  like: ['trivy/KSV-0003', 'checkov/CKV_K8S_28', 'checkov/CKV_K8S_37'],
  fix: 'suggested',
  neededByNodePods: true,

  *check(resource) {
    if (!isWhole(resource)) return;
    for (const { path, name } of resource.containers()) {
      const list = [...path, 'securityContext', 'capabilities'];
      const drop = wordsAt(resource, [...list, 'drop']);
      const has = (words: readonly string[], ...names: readonly string[]): boolean =>
        words.some((word) => names.includes(word.toUpperCase()));
      const added = has(wordsAt(resource, [...list, 'add']), 'NET_RAW', 'ALL');
      if (!added && has(drop, 'NET_RAW', 'ALL')) continue;
      yield {
        at: nameOf(resource, path),
        message: `Container ${name} ${added ? 'adds' : 'keeps'} capabilities that no model server needs, NET_RAW among them: with it a process can pose as another pod.`,
        ...(added
          ? {}
          : mend(
              'Drop all capabilities',
              drop.length > 0
                ? addItem(resource, [...list, 'drop'], ['ALL'])
                : put(resource, [...list, 'drop'], '[ALL]'),
            )),
      };
    }
  },
};
export default rule;
