import { callsOf } from '../../syntax/dockerfile/programs.ts';
import { isPython } from '../../syntax/shell/program.ts';
import type { Word } from '../../syntax/word.ts';
import { insert } from '../../text/edit.ts';
import type { Rule } from '../rule.ts';
import docs from './pip-without-command.md' with { type: 'text' };

const rule: Rule = {
  id: 'pip-without-command',
  on: 'dockerfile',
  docs,
  severity: 'error',
  profile: 'recommended',
  concept: 'run-build-time',
  fix: 'suggested',
  about: ['pip', 'python'],

  *check(file) {
    for (const { command } of callsOf(file)) {
      const words = pipWords(command.words);
      const [pip, first] = words;
      if (!pip || !first || !/^(?:-r|--requirement(?:=.*)?|-r\S+|-e|--editable)$/.test(first.text))
        continue;
      if (words.some(({ text, dynamic }) => dynamic || commands.has(text))) continue;
      yield {
        at: [command.words[0]?.span[0] ?? pip.span[0], first.span[1]],
        message: `pip has no command here, so it stops with "no such option: ${option(first.text)}" and installs nothing; install is missing.`,
        fixes: [{ title: 'Add install', edits: () => [insert(pip.span[1], ' install')] }],
      };
    }
  },
};
export default rule;

/** The words from pip on: of `pip …` and `python -m pip …`. */
const pipWords = (words: readonly Word[]): readonly Word[] => {
  if (/^pip[\d.]*$/.test(words[0]?.text ?? '')) return words;
  return isPython(words[0]) && words[1]?.text === '-m' && words[2]?.text === 'pip'
    ? words.slice(2)
    : [];
};

// The commands of pip 26 (pip help, 2026-11).
const commands: ReadonlySet<string> = new Set(
  'install lock download uninstall freeze inspect list show check config search cache index wheel hash completion debug help'.split(
    ' ',
  ),
);

/** As pip names it. */
const option = (text: string): string =>
  text.startsWith('--') ? text.replace(/=.*$/, '') : text.slice(0, 2);
