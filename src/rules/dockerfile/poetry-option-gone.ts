import { isPoetryTwo } from '../../project/poetry-version.ts';
import { runsIn } from '../../syntax/dockerfile/state.ts';
import { launched } from '../../syntax/shell/program.ts';
import { replace } from '../../text/edit.ts';
import type { Rule } from '../rule.ts';
import docs from './poetry-option-gone.md' with { type: 'text' };

const rule: Rule = {
  id: 'poetry-option-gone',
  on: 'dockerfile',
  docs,
  severity: 'error',
  profile: 'recommended',
  concept: 'pin-dependencies',
  fix: 'suggested',
  about: ['poetry'],

  *check(file) {
    for (const stage of file.stages)
      for (const { run } of runsIn(file, stage))
        for (const command of run.script.commands.map(launched)) {
          const { conditional, name, sure, words } = command;
          if (name !== 'poetry' || (conditional && !sure)) continue;
          if (!words.some(({ text }) => text === 'install')) continue;
          const option = words.find(({ text }) => text === '--no-dev');
          if (!option || option.raw !== option.text || !isPoetryTwo(file, stage)) continue;
          yield {
            at: option.span,
            message:
              'Poetry 2, which pip installs here, has no --no-dev any more, so this RUN fails.',
            fixes: [
              { title: 'Write --only main', edits: () => [replace(option.span, '--only main')] },
            ],
          };
        }
  },
};
export default rule;
