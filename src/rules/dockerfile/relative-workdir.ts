import { baseImage } from '../../data/base-images.ts';
import { lineage } from '../../syntax/dockerfile/stages.ts';
import { resolve, stateBefore } from '../../syntax/dockerfile/state.ts';
import { requote } from '../../syntax/word.ts';
import { replace } from '../../text/edit.ts';
import type { Rule } from '../rule.ts';
import docs from './relative-workdir.md' with { type: 'text' };

const rule: Rule = {
  id: 'relative-workdir',
  on: 'dockerfile',
  docs,
  severity: 'warning',
  profile: 'recommended',
  concept: 'workdir',
  aka: [
    'buildkit/WorkdirRelativePath',
    'hadolint/DL3000',
    'trivy/DS-0009',
    'checkov/CKV_DOCKER_10',
  ],
  fix: 'suggested',
  about: ['WORKDIR'],

  *check(file) {
    for (const stage of file.stages) {
      const first = stage.instructions.find(({ keyword }) => keyword === 'WORKDIR');
      if (first?.keyword !== 'WORKDIR') continue;
      const state = stateBefore(file, stage, first);
      const word = first.words[0];
      const path = word && resolve(word, state);
      if (!word || path === undefined || state.workdirSet || isAbsolute(path)) continue;
      const root = lineage(stage).at(-1)?.image;
      const plain =
        root && baseImage(root)?.packages !== 'unknown' && baseImage(root) !== undefined;
      yield {
        at: word.span,
        message: `WORKDIR ${word.text} continues from whatever folder the base image ends in.`,
        ...(plain && !word.dynamic
          ? {
              fixes: [
                {
                  title: `Write /${path}`,
                  edits: () => [replace(word.span, requote(word, `/${path.replace(/^\.\//, '')}`))],
                },
              ],
            }
          : {}),
      };
    }
  },
};
export default rule;

const isAbsolute = (path: string): boolean =>
  path.startsWith('/') || /^[A-Za-z]:[\\/]/.test(path) || path.startsWith('\\');
