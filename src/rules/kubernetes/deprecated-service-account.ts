import { removeKey, rename } from '../../syntax/kubernetes/edits.ts';
import type { Rule } from '../rule.ts';
import docs from './deprecated-service-account.md' with { type: 'text' };

const rule: Rule = {
  id: 'deprecated-service-account',
  on: 'resource',
  docs,
  severity: 'hint',
  profile: 'recommended',
  concept: 'pod',
  aka: ['kube-linter/deprecated-service-account-field'],
  fix: 'safe',
  about: ['pods'],

  *check(resource) {
    const { podSpec } = resource;
    const key = podSpec && resource.key([...podSpec, 'serviceAccount']);
    if (!podSpec || !key) return;
    const named = resource.key([...podSpec, 'serviceAccountName']);
    const edit = named
      ? removeKey(resource, [...podSpec, 'serviceAccount'])
      : rename(resource, key, 'serviceAccountName');
    yield {
      at: key,
      message:
        'serviceAccount is the old name of serviceAccountName, and that one counts when both are set.',
      tag: 'deprecated',
      ...(edit
        ? {
            fixes: [
              {
                title: named ? 'Remove serviceAccount' : 'Rename it to serviceAccountName',
                safe: true,
                edits: () => [edit],
              },
            ],
          }
        : {}),
    };
  },
};
export default rule;
