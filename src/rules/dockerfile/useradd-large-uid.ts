import { commandsOf } from '../../syntax/dockerfile/select.ts';
import { hasOption, hasShort, splitOptions } from '../../syntax/shell/options.ts';
import { insert } from '../../text/edit.ts';
import type { Rule } from '../rule.ts';
import docs from './useradd-large-uid.md' with { type: 'text' };

const valued: ReadonlySet<string> = new Set([
  '-u',
  '--uid',
  '-g',
  '--gid',
  '-G',
  '--groups',
  '-d',
  '--home-dir',
  '-s',
  '--shell',
  '-c',
  '--comment',
  '-b',
  '--base-dir',
  '-e',
  '-f',
  '-k',
  '-K',
  '-p',
  '-R',
  '-Z',
]);

const rule: Rule = {
  id: 'useradd-large-uid',
  on: 'dockerfile',
  docs,
  severity: 'warning',
  profile: 'recommended',
  concept: 'non-root-user',
  aka: ['hadolint/DL3046'],
  fix: 'safe',
  about: ['useradd'],

  *check(file) {
    for (const { name, words } of commandsOf(file)) {
      const [program] = words;
      if (name !== 'useradd' || !program) continue;
      const options = splitOptions(words.slice(1), valued);
      const uid = [
        ...(options.options.get('-u') ?? []),
        ...(options.options.get('--uid') ?? []),
      ].at(-1);
      if (
        !uid?.text ||
        !/^\d{6,}$/.test(uid.text) ||
        hasOption(options, '--no-log-init') ||
        hasShort(options, 'l')
      )
        continue;
      yield {
        at: uid.word.span,
        message: `useradd writes log files as long as the uid is high: with ${uid.text} the layer can grow by gigabytes.`,
        fixes: [
          {
            title: 'Add --no-log-init',
            safe: true,
            edits: () => [insert(program.span[1], ' --no-log-init')],
          },
        ],
      };
    }
  },
};
export default rule;
