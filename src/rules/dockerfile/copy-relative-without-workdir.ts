import { baseImage } from '../../data/base-images.ts';
import { finalStage, lineage, rootImage } from '../../syntax/dockerfile/stages.ts';
import { statesOf } from '../../syntax/dockerfile/state.ts';
import type { Rule } from '../rule.ts';
import docs from './copy-relative-without-workdir.md' with { type: 'text' };

const rule: Rule = {
  id: 'copy-relative-without-workdir',
  on: 'dockerfile',
  docs,
  severity: 'info',
  profile: 'recommended',
  concept: 'workdir',
  aka: ['hadolint/DL3045'],
  fix: 'none',
  about: ['COPY', 'ADD'],

  *check(file) {
    const last = finalStage(file.stages);
    // What a builder stage leaves in its root is in no image.
    for (const stage of last ? lineage(last) : []) {
      const image = rootImage(lineage(stage).at(-1) ?? stage);
      // Images with a working folder of their own are not in the table, or not judged.
      if (!image || baseImage(image)?.packages === 'unknown' || !baseImage(image)) continue;
      for (const { instruction, state } of statesOf(file, stage)) {
        if ((instruction.keyword !== 'COPY' && instruction.keyword !== 'ADD') || state.workdirSet)
          continue;
        const { target, sources, heredocs } = instruction;
        if (
          !target ||
          sources.length + heredocs.length === 0 ||
          target.raw.startsWith('<<') ||
          target.dynamic ||
          target.text.startsWith('/') ||
          /^[A-Za-z]:/.test(target.text) ||
          isMeant(target.text, file.text)
        )
          continue;
        yield {
          at: target.span,
          message: `No WORKDIR is set, so ${target.text} lies in / beside the system's own folders.`,
        };
        // The others of the stage have the same reason.
        break;
      }
    }
  },
};
export default rule;

/** Whether another line names the target by its path from the root: `ENV PATH="/.venv/bin:$PATH"`. */
const isMeant = (target: string, text: string): boolean => {
  const path = target.replace(/^(?:\.\/)+|\/+$/g, '');
  if (path === '' || path === '.') return false;
  const before = text.split(`/${path}`).slice(0, -1);
  return before.some((part) => !/[\w.}]$/.test(part));
};
