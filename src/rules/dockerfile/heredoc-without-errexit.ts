import { runsIn } from '../../syntax/dockerfile/state.ts';
import type { Command } from '../../syntax/shell/model.ts';
import { goesOnAfterErrors } from '../../syntax/shell/sequence.ts';
import { insert } from '../../text/edit.ts';
import { lineEndOf } from '../../text/lines.ts';
import type { Rule } from '../rule.ts';
import docs from './heredoc-without-errexit.md' with { type: 'text' };

const rule: Rule = {
  id: 'heredoc-without-errexit',
  on: 'dockerfile',
  docs,
  severity: 'warning',
  profile: 'recommended',
  concept: 'run-build-time',
  oncePerFile: 'in reports',
  fix: 'suggested',
  about: ['<<'],

  *check(file) {
    if (!file.text.includes('<<')) return;
    for (const stage of file.stages) {
      for (const { run, state } of runsIn(file, stage)) {
        const [only, more] = run.heredocs;
        const { commands, broken } = run.script;
        if (!only || more || broken) continue;
        const body = file.text.slice(...only.body);
        const line = file.text.slice(run.operands[0], only.body[0]).trim();
        // `<<EOF`, or with a shell behind it that has no options.
        if (!/^<<-?\S+(?:[ \t]+\S*sh)?$/.test(line) || body.startsWith('#!')) continue;
        if (state.shell.some((word) => /^-[a-z]*e/.test(word)) || commands.some(stopsOnError))
          continue;
        if (!goesOnAfterErrors(body)) continue;
        yield {
          at: only.marker,
          message:
            'The lines of this here-document go on after one that fails, and the build goes on with what they left.',
          fixes: [
            {
              title: 'Add set -e',
              edits: () => [insert(only.body[0], `set -e${lineEndOf(file.text)}`)],
            },
          ],
        };
      }
    }
  },
};
export default rule;

const stopsOnError = ({ name, words }: Command): boolean =>
  name === 'set' && words.some(({ text }) => /^-[a-z]*e/.test(text) || text === 'errexit');
