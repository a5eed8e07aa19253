import { cacheMountOver } from '../../syntax/dockerfile/mounts.ts';
import { runsOf } from '../../syntax/dockerfile/select.ts';
import { insert } from '../../text/edit.ts';
import type { Rule } from '../rule.ts';
import docs from './apk-cache.md' with { type: 'text' };

const rule: Rule = {
  id: 'apk-cache',
  on: 'dockerfile',
  docs,
  severity: 'info',
  profile: 'recommended',
  concept: 'small-images',
  aka: ['hadolint/DL3019'],
  fix: 'safe',
  about: ['apk'],

  *check(file) {
    for (const run of runsOf(file)) {
      if (cacheMountOver(run, /^\/var\/cache\/apk\/?$/)) continue;
      const { commands } = run.script;
      if (
        commands.some(
          ({ name, words }) =>
            name === 'rm' && words.some(({ text }) => text.startsWith('/var/cache/apk')),
        )
      )
        continue;
      for (const { name, words, span } of commands) {
        const verb = words.find(({ text }, i) => i > 0 && !text.startsWith('-'));
        if (
          name !== 'apk' ||
          verb?.text !== 'add' ||
          words.some(({ text }) => text === '--no-cache')
        )
          continue;
        yield {
          at: [span[0], verb.span[1]],
          message: 'apk keeps its package index in this layer.',
          fixes: [
            {
              title: 'Add --no-cache',
              safe: true,
              edits: () => [insert(verb.span[1], ' --no-cache')],
            },
          ],
        };
      }
    }
  },
};
export default rule;
