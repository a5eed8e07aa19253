import { installsSince, poetryTwo, type ToolRelease } from '../../project/tool-release.ts';
import { runsIn } from '../../syntax/dockerfile/state.ts';
import { launched } from '../../syntax/shell/program.ts';
import { without } from '../../syntax/shell/without.ts';
import type { Word } from '../../syntax/word.ts';
import { type Edit, replace } from '../../text/edit.ts';
import type { Rule } from '../rule.ts';
import docs from './installer-option-gone.md' with { type: 'text' };

const rule: Rule = {
  id: 'installer-option-gone',
  on: 'dockerfile',
  docs,
  severity: 'error',
  profile: 'recommended',
  concept: 'pin-dependencies',
  fix: 'suggested',
  about: ['poetry', 'pipenv'],

  *check(file) {
    for (const stage of file.stages)
      for (const { run } of runsIn(file, stage))
        for (const command of run.script.commands.map(launched)) {
          const { conditional, name, sure, words } = command;
          if (conditional && !sure) continue;
          const row = gone.find(
            ({ tool, verb }) => tool === name && words.some(({ text }) => text === verb),
          );
          const option = row && words.find(({ text }) => row.option.test(text));
          if (!row || !option || option.raw !== option.text) continue;
          if (!installsSince(row, file, stage)) continue;
          const fix = row.instead(words, option);
          yield {
            at: option.span,
            message: `${name} ${row.since} and later, which is installed here, have no ${option.text} for ${name} ${row.verb}, so this RUN fails.`,
            ...(fix ? { fixes: [{ title: fix.title, edits: () => fix.edits }] } : {}),
          };
        }
  },
};
export default rule;

interface Gone extends ToolRelease {
  readonly verb: string;
  readonly option: RegExp;
  /** What does the same now; undefined where nothing is known to. */
  instead(
    words: readonly Word[],
    option: Word,
  ): { readonly title: string; readonly edits: readonly Edit[] } | undefined;
}

/** Options that releases removed, each tried with the releases before and after (2026-11-30). */
const gone: readonly Gone[] = [
  {
    ...poetryTwo,
    verb: 'install',
    option: /^--no-dev$/,
    instead: (_, option) => ({
      title: 'Write --only main',
      edits: [replace(option.span, '--only main')],
    }),
  },
  {
    ...{ tool: 'pipenv', verb: 'lock', option: /^(?:-r|--requirements)$/, since: '2022.8.13' },
    python: 7,
    instead: (words, option) => {
      const verb = words.find(({ text }) => text === 'lock');
      // With more options it may print another list.
      return verb && words.length === 3
        ? {
            title: 'Write pipenv requirements',
            edits: [replace(verb.span, 'requirements'), without(words, option)],
          }
        : undefined;
    },
  },
];
