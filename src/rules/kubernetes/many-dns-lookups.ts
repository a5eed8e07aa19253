import { addItem } from '../../syntax/kubernetes/edits.ts';
import { isWhole, itemsAt, named, put } from '../../syntax/kubernetes/fields.ts';
import { mend } from '../mend.ts';
import type { Rule } from '../rule.ts';
import docs from './many-dns-lookups.md' with { type: 'text' };

const rule: Rule = {
  id: 'many-dns-lookups',
  on: 'resource',
  docs,
  severity: 'hint',
  profile: 'strict',
  concept: 'service',
  aka: ['kube-linter/dnsconfig-options'],
  fix: 'suggested',

  *check(resource) {
    const { podSpec } = resource;
    if (!podSpec || !isWhole(resource)) return;
    const path = [...podSpec, 'dnsConfig'];
    const options = itemsAt(resource, [...path, 'options']);
    if (options.some(({ value }) => value['name'] === 'ndots')) return;
    const lines = ['- name: ndots', '  value: "2"'];
    yield {
      at: resource.at(['metadata', 'name']),
      message: `Pods of ${named(resource)} look up each outside name in the domains of the cluster first, since ndots is 5.`,
      ...mend(
        'Set ndots to 2',
        options.length > 0
          ? addItem(resource, [...path, 'options'], ['name: ndots', 'value: "2"'])
          : put(resource, [...path, 'options'], '', ...lines.map((line) => `  ${line}`)),
      ),
    };
  },
};
export default rule;
