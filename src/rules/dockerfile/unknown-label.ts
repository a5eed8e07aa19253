import { labelsOf } from '../../syntax/dockerfile/labels.ts';
import { requote } from '../../syntax/word.ts';
import { replace } from '../../text/edit.ts';
import { nearest } from '../../text/nearest.ts';
import type { Rule } from '../rule.ts';
import docs from './unknown-label.md' with { type: 'text' };

const rule: Rule = {
  id: 'unknown-label',
  on: 'dockerfile',
  docs,
  severity: 'info',
  profile: 'recommended',
  concept: 'image-vs-container',
  aka: ['hadolint/DL3050'],
  fix: 'suggested',
  about: ['LABEL'],

  *check(file, { policy: { labels, strictLabels } }) {
    if (!strictLabels) return;
    for (const { key, pair } of labelsOf(file)) {
      if (Object.hasOwn(labels, key)) continue;
      const near = nearest(key, Object.keys(labels));
      yield {
        at: pair.key.span,
        message: `The settings allow no label ${key}.${near ? ` Did you mean ${near}?` : ''}`,
        ...(near
          ? {
              fixes: [
                {
                  title: `Write ${near}`,
                  edits: () => [replace(pair.key.span, requote(pair.key, near))],
                },
              ],
            }
          : {}),
      };
    }
  },
};
export default rule;
