import { put } from '../../syntax/kubernetes/fields.ts';
import { quantityValue } from '../../syntax/kubernetes/schema-quantity.ts';
import { mend } from '../mend.ts';
import type { Alias, Rule } from '../rule.ts';
import docs from './requests-unlike-limits.md' with { type: 'text' };

const rule: Rule = {
  id: 'requests-unlike-limits',
  on: 'resource',
  docs,
  severity: 'hint',
  profile: 'strict',
  concept: 'resources',
  aka: [
    'kube-score/container-resource-requests-equal-limits',
    'kube-score/container-cpu-requests-equal-limits',
    'kube-score/container-memory-requests-equal-limits',
    'kube-score/container-ephemeral-storage-request-equals-limit',
  ],
  fix: 'suggested',

  *check(resource) {
    for (const { path, name } of resource.containers()) {
      for (const [what, ...aka] of compared) {
        const at = [...path, 'resources', 'requests', what];
        const [request, limit] = [
          resource.get(at),
          resource.get([...path, 'resources', 'limits', what]),
        ];
        if (request === undefined || limit === undefined || amount(request) === amount(limit))
          continue;
        yield {
          at: resource.at(at),
          message: `Container ${name} requests ${String(request)} of ${what} and may use ${String(limit)}: nobody keeps the rest free for it.`,
          aka,
          ...mend(
            `Request ${String(limit)}`,
            put(resource, at, typeof limit === 'string' ? quoted(limit) : String(limit)),
          ),
        };
      }
    }
  },
};
export default rule;

const whole = 'kube-score/container-resource-requests-equal-limits';
const compared: readonly (readonly [string, ...Alias[]])[] = [
  ['cpu', whole, 'kube-score/container-cpu-requests-equal-limits'],
  ['memory', whole, 'kube-score/container-memory-requests-equal-limits'],
  ['ephemeral-storage', 'kube-score/container-ephemeral-storage-request-equals-limit'],
];

const quoted = (text: string): string => (/^[\d.]+$/.test(text) ? `"${text}"` : text);

/** A quantity as a number, so that `1024Mi` is `1Gi`; as written where it is none. */
const amount = (value: unknown): number | string => quantityValue(String(value)) ?? String(value);
