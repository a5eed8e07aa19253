import type { ResourceIn } from '../../project/project.ts';
import { setScalar } from '../../syntax/kubernetes/edits.ts';
import type { KeyPath } from '../../syntax/kubernetes/model.ts';
import { quantityValue } from '../../syntax/kubernetes/schema-quantity.ts';
import { isRecord } from '../../syntax/kustomization.ts';
import { mend } from '../mend.ts';
import type { Rule } from '../rule.ts';
import docs from './request-over-limit.md' with { type: 'text' };

const rule: Rule = {
  id: 'request-over-limit',
  on: 'resource',
  docs,
  severity: 'error',
  profile: 'recommended',
  concept: 'resources',
  fix: 'suggested',
  about: ['pods'],
  anyPod: true,

  *check(resource) {
    for (const { path, name: container } of resource.containers()) {
      const resources = [...path, 'resources'];
      const limits = resource.get([...resources, 'limits']);
      const requests = resource.get([...resources, 'requests']);
      const names = new Set(
        [requests, limits].flatMap((each) => (isRecord(each) ? Object.keys(each) : [])),
      );
      for (const name of names) {
        const limit: KeyPath = [...resources, 'limits', name];
        const request: KeyPath = [...resources, 'requests', name];
        const most = amountAt(resource, limit);
        const least = amountAt(resource, request);
        for (const [amount, at] of [
          [most, limit],
          [least, request],
        ] as const)
          if (amount && amount.value < 0)
            yield { at: resource.at(at), message: `${name} cannot be negative.` };
        if (!most || !least) continue;
        if (least.value > most.value)
          yield {
            at: resource.at(request),
            message: `Container ${container} requests ${least.text} of ${name} and is limited to ${most.text}: a request may not be above its limit.`,
            related: [{ file: resource.path, at: resource.at(limit), message: 'the limit' }],
            ...mend(
              `Raise the limit to ${least.text}`,
              setScalar(resource, limit, resource.text.slice(...resource.at(request))),
            ),
          };
      }
    }
  },
};
export default rule;

const amountAt = (
  resource: ResourceIn,
  path: KeyPath,
): { readonly text: string; readonly value: number } | undefined => {
  const written = resource.get(path);
  if (typeof written !== 'string' && typeof written !== 'number') return undefined;
  const value = quantityValue(String(written));
  return value === undefined ? undefined : { text: String(written), value };
};
