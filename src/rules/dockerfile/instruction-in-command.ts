import type { Run } from '../../syntax/dockerfile/model.ts';
import { runsOf } from '../../syntax/dockerfile/select.ts';
import type { Command } from '../../syntax/shell/model.ts';
import { launched } from '../../syntax/shell/program.ts';
import { remove } from '../../text/edit.ts';
import type { Fix, Rule } from '../rule.ts';
import docs from './instruction-in-command.md' with { type: 'text' };

const rule: Rule = {
  id: 'instruction-in-command',
  on: 'dockerfile',
  docs,
  severity: 'error',
  profile: 'recommended',
  concept: 'run-build-time',
  fix: 'suggested',
  about: ['RUN'],

  *check(file) {
    for (const run of runsOf(file)) {
      for (const outer of run.script.commands) {
        const [word] = launched(outer).words;
        if (!word || !keywords.has(word.raw)) continue;
        const fix = fixOf(run, outer);
        yield {
          at: word.span,
          message: `${word.text} is an instruction, but RUN gives it to the shell, which stops with "${word.text}: not found".`,
          ...(fix ? { fixes: [fix] } : {}),
        };
      }
    }
  },
};
export default rule;

const keywords: ReadonlySet<string> = new Set(
  'RUN COPY ADD CMD ENTRYPOINT ENV ARG WORKDIR USER EXPOSE VOLUME LABEL HEALTHCHECK'.split(' '),
);

const fixOf = (run: Run, { words }: Command): Fix | undefined => {
  const [word, next] = words;
  if (run.form === 'exec' || !word || !next || !keywords.has(word.raw)) return undefined;
  if (word.text === 'RUN')
    return { title: 'Remove RUN', edits: () => [remove([word.span[0], next.span[0]])] };
  const isWhole = run.script.commands.length === 1 && run.flags.length === 0 && !run.onbuild;
  if (!isWhole || run.heredocs.length > 0) return undefined;
  return {
    title: `Write ${word.text} without RUN`,
    edits: () => [remove([run.word.span[0], word.span[0]])],
  };
};
