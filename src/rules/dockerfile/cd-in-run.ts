import type { Run } from '../../syntax/dockerfile/model.ts';
import { triggered } from '../../syntax/dockerfile/select.ts';
import { type State, statesOf } from '../../syntax/dockerfile/state.ts';
import type { Command } from '../../syntax/shell/model.ts';
import { type Edit, insert, remove } from '../../text/edit.ts';
import { lineEndOf } from '../../text/lines.ts';
import type { Rule } from '../rule.ts';
import docs from './cd-in-run.md' with { type: 'text' };

const rule: Rule = {
  id: 'cd-in-run',
  on: 'dockerfile',
  docs,
  severity: 'info',
  profile: 'strict',
  concept: 'workdir',
  aka: ['hadolint/DL3003', 'trivy/DS-0013'],
  fix: 'suggested',
  about: ['cd'],

  *check(file) {
    for (const stage of file.stages) {
      for (const { instruction, state } of statesOf(file, stage)) {
        const run = triggered(instruction);
        if (run.keyword !== 'RUN') continue;
        const { commands } = run.script;
        // A subshell gives the folder back, and a lone cd is another finding.
        const cd = commands.find(({ name, conditional }) => name === 'cd' && !conditional);
        if (!cd?.words[1] || commands.every(({ name }) => name === 'cd')) continue;
        const edits = run.onbuild ? undefined : split(file.text, run, cd, state);
        yield {
          at: cd.span,
          message: `The commands behind this cd run elsewhere than WORKDIR says; ${cd.words[1].dynamic ? 'a WORKDIR instruction' : `WORKDIR ${cd.words[1].text}`} would show it.`,
          ...(edits ? { fixes: [{ title: 'Write a WORKDIR before it', edits: () => edits }] } : {}),
        };
      }
    }
  },
};
export default rule;

/** WORKDIR, the RUN without its cd, and the old WORKDIR again; undefined where that is not the same. */
const split = (
  text: string,
  run: Run,
  cd: Command,
  { workdir, workdirSet }: State,
): readonly Edit[] | undefined => {
  const { commands, chain } = run.script;
  if (commands.some(({ name }, i) => i > 0 && /^(?:cd|pushd|popd)$/.test(name))) return undefined;
  const [, folder, more] = cd.words;
  const next = commands[1];
  if (!chain || run.heredocs.length > 0 || commands[0] !== cd || !next || !folder || more)
    return undefined;
  if (!workdirSet || workdir === undefined || !/^[\w./-]+$/.test(folder.raw) || folder.raw === '-')
    return undefined;
  const from = next.assignments[0]?.span[0] ?? next.span[0];
  if (text.slice(cd.span[0], from).includes('#')) return undefined;
  const end = lineEndOf(text);
  return [
    insert(run.span[0], `WORKDIR ${folder.raw}${end}`),
    remove([cd.span[0], from]),
    insert(run.span[1], `${end}WORKDIR ${workdir}`),
  ];
};
