import { execWords } from '../../syntax/dockerfile/exec-words.ts';
import { triggered } from '../../syntax/dockerfile/select.ts';
import { nameOf } from '../../syntax/shell/program.ts';
import type { Word } from '../../syntax/word.ts';
import { replace } from '../../text/edit.ts';
import type { Fix, Rule } from '../rule.ts';
import docs from './operator-in-exec-form.md' with { type: 'text' };

const rule: Rule = {
  id: 'operator-in-exec-form',
  on: 'dockerfile',
  docs,
  severity: 'error',
  profile: 'recommended',
  concept: 'cmd-entrypoint',
  fix: 'suggested',
  about: ['CMD', 'ENTRYPOINT', 'HEALTHCHECK', 'RUN'],

  *check(file) {
    for (const instruction of file.instructions) {
      const words = execWords(triggered(instruction));
      const [program] = words;
      const operator = words.find(isOperator);
      // A test has operators of its own.
      if (!program || !operator || /^(?:test|\[|expr|find|awk|jq|tr)$/.test(nameOf(program)))
        continue;
      const fix = throughShell(words);
      yield {
        at: operator.span,
        message: `The exec form runs no shell, so ${nameOf(program)} gets ${operator.text} as an argument.`,
        ...(fix ? { fixes: [fix] } : {}),
      };
    }
  },
};
export default rule;

/** Whether a word is an operator where a command goes on: behind an option, as in `cut -d '|'`, it is a value. */
const isOperator = ({ text }: Word, i: number, words: readonly Word[]): boolean =>
  i > 0 && operators.test(text) && !/^-/.test(words[i - 1]?.text ?? '');

const operators = /^(?:\|\|?|&&?|;|[12&]?>{1,2}|2>&1|[12]?>{1,2}\/dev\/null)$/;

const plain = /^[\w./:=@%+,~-]+$/;

/** The words as one line for `sh -c`, where the shell takes each as it is. */
const throughShell = (words: readonly Word[]): Fix | undefined => {
  const [first] = words;
  const last = words.at(-1);
  if (!first || !last || !words.every(({ text }) => plain.test(text) || operators.test(text)))
    return undefined;
  const line = words.map(({ text }) => text).join(' ');
  return {
    title: 'Run it through a shell',
    edits: () => [replace([first.span[0], last.span[1]], `"sh", "-c", "${line}"`)],
  };
};
