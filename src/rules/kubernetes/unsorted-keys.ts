import type { KeyPath } from '../../syntax/kubernetes/model.ts';
import { isRecord } from '../../syntax/kustomization.ts';
import type { Rule } from '../rule.ts';
import docs from './unsorted-keys.md' with { type: 'text' };

const rule: Rule = {
  id: 'unsorted-keys',
  on: 'resource',
  docs,
  severity: 'hint',
  profile: 'strict',
  concept: 'kubernetes-role',
  aka: ['kube-linter/sorted-keys'],
  fix: 'none',

  *check(resource) {
    if (resource.templated) return;
    for (const path of mappings(resource.get([]), [])) {
      const keys = Object.keys(Object(resource.get(path)));
      const i = keys.findIndex((key, at) => at > 0 && key < (keys[at - 1] ?? ''));
      const at = i > 0 ? resource.key([...path, keys[i] ?? '']) : undefined;
      if (!at) continue;
      yield {
        at,
        message: `${keys[i]} stands below ${keys[i - 1]}; in alphabetical order it comes first.`,
      };
      return;
    }
  },
};
export default rule;

/** The paths of all mappings, from the root down. */
function* mappings(value: unknown, path: KeyPath): Generator<KeyPath> {
  if (Array.isArray(value)) {
    for (const [i, each] of value.entries()) yield* mappings(each, [...path, i]);
    return;
  }
  if (!isRecord(value)) return;
  yield path;
  for (const [key, each] of Object.entries(value)) yield* mappings(each, [...path, key]);
}
