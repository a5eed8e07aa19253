import { isAccelerator } from '../../data/accelerators.ts';
import { isExtended, isGivenWhole } from '../../data/resource-names.ts';
import { addKey, removeKey } from '../../syntax/kubernetes/edits.ts';
import { quantityValue } from '../../syntax/kubernetes/schema-quantity.ts';
import { isRecord } from '../../syntax/kustomization.ts';
import type { Rule } from '../rule.ts';
import docs from './gpu-request-mismatch.md' with { type: 'text' };

const rule: Rule = {
  id: 'gpu-request-mismatch',
  on: 'resource',
  docs,
  severity: 'error',
  profile: 'recommended',
  concept: 'gpu-scheduling',
  fix: 'suggested',
  about: ['pods'],
  anyPod: true,

  *check(resource) {
    for (const { path } of resource.containers()) {
      const limits = [...path, 'resources', 'limits'];
      const requests = [...path, 'resources', 'requests'];
      const limited = resource.get(limits);
      const requested = resource.get(requests);
      for (const [name, value] of Object.entries(isRecord(limited) ? limited : {})) {
        if (!isExtended(name) || !isFraction(value)) continue;
        yield {
          at: resource.at([...limits, name]),
          message: `${name}: ${String(value)} is refused, because ${kindOf(name)}s are given out whole.`,
        };
      }
      for (const [name, value] of Object.entries(isRecord(requested) ? requested : {})) {
        if (!isGivenWhole(name)) continue;
        const at = resource.at([...requests, name]);
        const limit = isRecord(limited) ? limited[name] : undefined;
        if (isRecord(limited) && name in limited) {
          if (limit === undefined || value === undefined || isEqual(limit, value)) continue;
          const edit = removeKey(resource, [...requests, name]);
          yield {
            at,
            message: `${name} is requested ${String(value)}${isExtended(name) ? ' times' : ''} and limited to ${String(limit)}; for ${kindOf(name)}s the API server wants both equal.`,
            ...(edit
              ? { fixes: [{ title: 'Remove the request and keep the limit', edits: () => [edit] }] }
              : {}),
          };
          continue;
        }
        if (resource.partial) continue;
        const add = isRecord(limited)
          ? addKey(resource, limits, name, [String(value)])
          : resource.key(limits) === undefined
            ? addKey(resource, [...path, 'resources'], 'limits', [
                '',
                `  ${name}: ${String(value)}`,
              ])
            : undefined;
        yield {
          at,
          message: `${name} is requested but not limited, and the API server refuses ${kindOf(name)}s without a limit.`,
          ...(add ? { fixes: [{ title: `Add ${name} to the limits`, edits: () => [add] }] } : {}),
        };
      }
    }
  },
};
export default rule;

const kindOf = (name: string): string =>
  isAccelerator(name) ? 'accelerator' : isExtended(name) ? 'extended resource' : 'huge page';

const isEqual = (a: unknown, b: unknown): boolean =>
  String(a) === String(b) || quantityValue(String(a)) === quantityValue(String(b));

const isFraction = (value: unknown): boolean =>
  (typeof value === 'number' && !Number.isInteger(value)) ||
  (typeof value === 'string' && /^\d*\.\d+$|^\d+m$/.test(value));
