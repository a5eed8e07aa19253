import { rename } from '../../syntax/kubernetes/edits.ts';
import { schemaProblems } from '../../syntax/kubernetes/schema-walk.ts';
import { isRecord } from '../../syntax/kustomization.ts';
import type { Rule } from '../rule.ts';
import docs from './not-base64.md' with { type: 'text' };

const rule: Rule = {
  id: 'not-base64',
  on: 'resource',
  docs,
  severity: 'error',
  profile: 'recommended',
  concept: 'configmap-secret',
  fix: 'suggested',
  about: ['not-base64'],

  *check(resource, { schema }) {
    if (!schema) return;
    const wrong = schemaProblems(resource, schema).filter((each) => each.kind === 'not-base64');
    const data = resource.get(['data']);
    const isWhole =
      resource.kind === 'Secret' && isRecord(data) && Object.keys(data).length === wrong.length;
    for (const { at, subject } of wrong) {
      const key = resource.kind === 'Secret' ? resource.key(['data']) : undefined;
      const fixes =
        key && isWhole && !resource.key(['stringData'])
          ? [
              {
                title: 'Keep the values as text in stringData',
                edits: () => [rename(resource, key, 'stringData')],
              },
            ]
          : [];
      yield {
        at,
        message:
          resource.kind === 'Secret'
            ? `The value of ${subject} is not base64, which data holds: plain text belongs in stringData.`
            : `The value of ${subject} is not base64.`,
        fixes,
      };
    }
  },
};
export default rule;
