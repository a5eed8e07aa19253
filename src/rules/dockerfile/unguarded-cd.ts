import { runsIn } from '../../syntax/dockerfile/state.ts';
import { replace } from '../../text/edit.ts';
import type { Rule } from '../rule.ts';
import docs from './unguarded-cd.md' with { type: 'text' };

const rule: Rule = {
  id: 'unguarded-cd',
  on: 'dockerfile',
  docs,
  severity: 'warning',
  profile: 'recommended',
  concept: 'run-build-time',
  fix: 'suggested',
  about: ['cd', 'pushd'],

  *check(file) {
    for (const stage of file.stages) {
      for (const { run, state } of runsIn(file, stage)) {
        const { commands } = run.script;
        if (run.heredocs.length > 0 || state.shell.some((word) => /^-[a-z]*e/.test(word))) continue;
        if (
          commands.some(
            ({ name, words }) => name === 'set' && /^-[a-z]*e/.test(words[1]?.text ?? ''),
          )
        )
          continue;
        for (const [i, { name, span, conditional }] of commands.entries()) {
          const next = commands[i + 1];
          if ((name !== 'cd' && name !== 'pushd') || !next || conditional) continue;
          const between = file.text.slice(span[1], next.span[0]);
          if (!/^[ \t]*;[\s\\]*$/.test(between)) continue;
          const at = span[1] + between.indexOf(';');
          yield {
            at: span,
            message: `When this ${name} fails, ${next.name} runs in the folder that it should have left.`,
            fixes: [
              {
                title: 'Join with &&',
                edits: () => [replace([at, at + 1], at === span[1] ? ' &&' : '&&')],
              },
            ],
          };
        }
      }
    }
  },
};
export default rule;
