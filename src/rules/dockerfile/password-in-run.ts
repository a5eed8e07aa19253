import { mountsOf } from '../../syntax/dockerfile/mounts.ts';
import { callsOf } from '../../syntax/dockerfile/programs.ts';
import { splitOptions } from '../../syntax/shell/options.ts';
import type { Rule } from '../rule.ts';
import docs from './password-in-run.md' with { type: 'text' };

const rule: Rule = {
  id: 'password-in-run',
  on: 'dockerfile',
  docs,
  severity: 'warning',
  profile: 'recommended',
  concept: 'secrets-in-images',
  oncePerMessage: 'in reports',
  fix: 'none',
  about: ['chpasswd', 'passwd', 'useradd', 'usermod', 'adduser'],

  *check(file) {
    const calls = callsOf(file);
    for (const [index, { run, command }] of calls.entries()) {
      if (mountsOf(run).some((mount) => mount.get('type') === 'secret')) continue;
      const { name, words } = command;
      if (name === 'useradd' || name === 'usermod') {
        const options = splitOptions(words.slice(1), valued).options;
        const given = options.get('-p')?.[0] ?? options.get('--password')?.[0];
        // `!` and `*` lock the account.
        if (!given?.value || given.value.dynamic || /^[!*x]?$/.test(given.text ?? '')) continue;
        yield { at: given.value.span, message: said(name) };
        continue;
      }
      if ((name !== 'chpasswd' && name !== 'passwd') || !command.piped) continue;
      const before = calls[index - 1];
      if (before?.run !== run || !before.command.feeds || before.command.conditional) continue;
      if (before.command.name !== 'echo' && before.command.name !== 'printf') continue;
      const word = before.command.words.slice(1).find(({ text }) => !text.startsWith('-'));
      if (!word || word.dynamic || (name === 'chpasswd' && !/^[^\s:]+:[^\s]/.test(word.text)))
        continue;
      yield { at: word.span, message: said(name) };
    }
  },
};
export default rule;

const said = (program: string): string =>
  `The password that ${program} is given stays readable in the image's history, and every container of the image has it.`;

const valued: ReadonlySet<string> = new Set([
  '-b',
  '-c',
  '-d',
  '-e',
  '-f',
  '-g',
  '-G',
  '-k',
  '-K',
  '-p',
  '--password',
  '-R',
  '-s',
  '-u',
  '-Z',
]);
