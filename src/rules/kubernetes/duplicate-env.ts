import { dropItem, type Item, itemsAt } from '../../syntax/kubernetes/fields.ts';
import { mend } from '../mend.ts';
import type { Rule } from '../rule.ts';
import docs from './duplicate-env.md' with { type: 'text' };

const rule: Rule = {
  id: 'duplicate-env',
  on: 'resource',
  docs,
  severity: 'warning',
  profile: 'recommended',
  concept: 'configmap-secret',
  aka: ['kube-linter/duplicate-env-var', 'kube-score/environment-variable-key-duplication'],
  fix: 'suggested',
  about: ['pods'],
  anyPod: true,

  *check(resource) {
    // Branches of a template stand side by side.
    if (resource.templated) return;
    for (const { path, name } of resource.containers()) {
      const seen = new Map<string, Item>();
      const items = itemsAt(resource, [...path, 'env']);
      for (const item of items) {
        const variable = item.value['name'];
        if (typeof variable !== 'string') continue;
        const before = seen.get(variable);
        seen.set(variable, item);
        if (!before) continue;
        yield {
          at: resource.at([...before.path, 'name']),
          message: `Container ${name} sets ${variable} again below, and the last value counts.`,
          tag: 'unnecessary',
          related: [
            {
              file: resource.path,
              at: resource.at([...item.path, 'name']),
              message: `${variable} is set again`,
            },
          ],
          // What stands between them, and the second itself, may read the first.
          ...(items.some(({ value }) => String(value['value']).includes(`$(${variable})`))
            ? {}
            : mend('Remove the first one', dropItem(resource, before.path))),
        };
      }
    }
  },
};
export default rule;
