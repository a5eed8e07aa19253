import { environmentInCache } from '../../image/checks/tool-environment.ts';
import { aboveOf } from '../../syntax/dockerfile/above.ts';
import { finalStage } from '../../syntax/dockerfile/stages.ts';
import { insert } from '../../text/edit.ts';
import { lineEndOf } from '../../text/lines.ts';
import type { Rule } from '../rule.ts';
import docs from './environment-in-cache.md' with { type: 'text' };

const rule: Rule = {
  id: 'environment-in-cache',
  on: 'dockerfile',
  docs,
  severity: 'error',
  profile: 'recommended',
  concept: 'layers-cache',
  fix: 'suggested',
  about: ['poetry'],

  *check(file, project) {
    const stage = finalStage(file.stages);
    const found = stage && environmentInCache(file, stage, project);
    if (!found) return;
    const { at, place, removed, run } = found;
    yield {
      at,
      message: `Poetry makes the virtual environment in ${place}, which ${removed ? 'is removed afterwards' : 'is a cache mount here'}: the image does not have what this RUN installs.`,
      ...(removed
        ? { related: [{ file: file.path, at: removed.span, message: `removes ${place}` }] }
        : {}),
      fixes: [
        {
          title: 'Set POETRY_VIRTUALENVS_IN_PROJECT=1',
          edits: () => [
            insert(
              aboveOf(file.text, run),
              `ENV POETRY_VIRTUALENVS_IN_PROJECT=1${lineEndOf(file.text)}`,
            ),
          ],
        },
      ],
    };
  },
};
export default rule;
