import { replaceEntry } from '../../syntax/kubernetes/edits.ts';
import { drop, entryAt, itemsAt, put } from '../../syntax/kubernetes/fields.ts';
import { mend } from '../mend.ts';
import type { Rule } from '../rule.ts';
import docs from './toleration-refused.md' with { type: 'text' };

const rule: Rule = {
  id: 'toleration-refused',
  on: 'resource',
  docs,
  severity: 'error',
  profile: 'recommended',
  concept: 'gpu-scheduling',
  fix: 'suggested',
  about: ['pods'],
  anyPod: true,

  *check(resource) {
    const { podSpec } = resource;
    if (!podSpec || resource.partial || resource.templated) return;
    for (const { path, value } of itemsAt(resource, [...podSpec, 'tolerations'])) {
      const field = (name: string) => [...path, name];
      const operator = resource.get(field('operator'));
      const text = resource.get(field('value'));
      if (operator === 'Exists' && text !== undefined && text !== null && text !== '')
        yield {
          at: entryAt(resource, field('value')),
          message: `The API server refuses a value beside operator Exists, which takes any: to match ${String(text)} alone the operator is Equal.`,
          ...mend('Match this value alone', put(resource, field('operator'), 'Equal')),
        };
      if (!value['key'] && operator !== 'Exists' && (operator || !('operator' in value)))
        yield {
          at: entryAt(resource, field(Object.keys(value)[0] ?? 'key')),
          message:
            'The API server refuses a toleration that names no key, unless its operator is Exists.',
          // Exists takes any value, and none may be named beside it.
          ...mend(
            'Tolerate every taint',
            ...(!('value' in value)
              ? [put(resource, field('operator'), 'Exists')]
              : 'operator' in value
                ? [put(resource, field('operator'), 'Exists'), drop(resource, field('value'))]
                : [replaceEntry(resource, field('value'), ['operator: Exists'])]),
          ),
        };
      const effect = resource.get(field('effect'));
      const seconds = 'tolerationSeconds' in value;
      if (seconds && effect !== 'NoExecute' && (effect || !('effect' in value)))
        yield {
          at: entryAt(resource, field('tolerationSeconds')),
          message: `The API server refuses tolerationSeconds ${effect ? `beside effect ${String(effect)}` : 'without an effect'}: only NoExecute ends after a time.`,
          ...mend('Remove tolerationSeconds', drop(resource, field('tolerationSeconds'))),
        };
    }
  },
};
export default rule;
