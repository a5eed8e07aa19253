import { triggered } from '../../syntax/dockerfile/select.ts';
import { shellOperator } from '../../syntax/dockerfile/shell-operator.ts';
import { resolve, statesOf } from '../../syntax/dockerfile/state.ts';
import { trailingComment } from '../../syntax/dockerfile/trailing-comment.ts';
import { insert } from '../../text/edit.ts';
import type { Rule } from '../rule.ts';
import docs from './copy-target-without-slash.md' with { type: 'text' };

const rule: Rule = {
  id: 'copy-target-without-slash',
  on: 'dockerfile',
  docs,
  severity: 'warning',
  profile: 'recommended',
  concept: 'copy-and-context',
  aka: ['hadolint/DL3021', 'trivy/DS-0011'],
  fix: 'suggested',
  about: ['COPY', 'ADD'],

  *check(file) {
    for (const stage of file.stages) {
      for (const { instruction, state } of statesOf(file, stage)) {
        const copy = triggered(instruction);
        if (copy.keyword !== 'COPY' && copy.keyword !== 'ADD') continue;
        const { target, sources, heredocs } = copy;
        const count = sources.length + heredocs.length;
        if (!target || count < 2 || shellOperator(copy) || trailingComment(copy, file.text))
          continue;
        const path = resolve(target, state) ?? target.text;
        if (isFolder(path)) continue;
        const end = target.span[1] - (/["']$/.test(target.raw) ? 1 : 0);
        yield {
          at: target.span,
          message: `${count} sources need a folder, and without a / at its end ${target.text} is a file's name unless the folder is there already.`,
          fixes: [{ title: 'Add a /', edits: () => [insert(end, '/')] }],
        };
      }
    }
  },
};
export default rule;

/** What ends in a slash, is always a folder, or ends in a variable whose value is not known. */
const isFolder = (path: string): boolean =>
  /[\\/]$|(?:^|[\\/])\.{1,2}$|\$\w+$|\}$/.test(path) || path === '';
