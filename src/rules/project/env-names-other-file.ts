import { misnamedFiles } from '../../image/checks/misnamed-files.ts';
import { finalStage } from '../../syntax/dockerfile/stages.ts';
import { replace } from '../../text/edit.ts';
import type { Rule } from '../rule.ts';
import docs from './env-names-other-file.md' with { type: 'text' };

const rule: Rule = {
  id: 'env-names-other-file',
  on: 'dockerfile',
  docs,
  severity: 'error',
  profile: 'recommended',
  concept: 'copy-and-context',
  fix: 'suggested',
  about: ['ENV'],

  *check(file, project) {
    const stage = finalStage(file.stages);
    for (const { key, meant, path, word } of stage ? misnamedFiles(file, stage, project) : []) {
      const at = word.raw.lastIndexOf(path);
      yield {
        at: word.span,
        message: `${key} names ${path}, which is not in the image. Did you mean ${meant}?`,
        fixes:
          at < 0
            ? []
            : [
                {
                  title: `Write ${meant}`,
                  edits: () => [
                    replace([word.span[0] + at, word.span[0] + at + path.length], meant),
                  ],
                },
              ],
      };
    }
  },
};
export default rule;
