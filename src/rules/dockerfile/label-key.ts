import { labelsOf } from '../../syntax/dockerfile/labels.ts';
import { requote } from '../../syntax/word.ts';
import { replace } from '../../text/edit.ts';
import type { Rule } from '../rule.ts';
import docs from './label-key.md' with { type: 'text' };

const rule: Rule = {
  id: 'label-key',
  on: 'dockerfile',
  docs,
  severity: 'hint',
  profile: 'strict',
  concept: 'image-vs-container',
  aka: ['hadolint/DL3048'],
  fix: 'suggested',
  about: ['LABEL'],

  *check(file) {
    const labels = labelsOf(file);
    const keys = new Set(labels.map(({ key }) => key));
    for (const { key, pair } of labels) {
      const wrong = problemOf(key);
      if (!wrong || key === '') continue;
      const lower = key.toLowerCase();
      const mendable = problemOf(lower) === undefined && !keys.has(lower);
      yield {
        at: pair.key.span,
        message: `The label key ${key} ${wrong}.`,
        ...(mendable
          ? {
              fixes: [
                {
                  title: `Write ${lower}`,
                  edits: () => [replace(pair.key.span, requote(pair.key, lower))],
                },
              ],
            }
          : {}),
      };
    }
  },
};
export default rule;

const problemOf = (key: string): string | undefined => {
  if (/^(?:com\.docker|io\.docker|org\.dockerproject)\./.test(key))
    return "is in a namespace that is kept for Docker's own use";
  if (/\.\.|--/.test(key)) return 'has two dots or hyphens in a row';
  if (/^[a-z](?:[a-z0-9._/-]*[a-z0-9])?$/.test(key)) return undefined;
  return /[A-Z]/.test(key)
    ? 'has capital letters'
    : 'is not made of lower-case letters, digits, ".", "-", "_" and "/", a letter first';
};
