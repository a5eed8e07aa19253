import { cacheMountOver } from '../../syntax/dockerfile/mounts.ts';
import { runsOf } from '../../syntax/dockerfile/select.ts';
import { managerCall } from '../../syntax/shell/managers.ts';
import type { Command } from '../../syntax/shell/model.ts';
import { hasOption } from '../../syntax/shell/options.ts';
import { launched } from '../../syntax/shell/program.ts';
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
  aka: ['hadolint/DL3019', 'trivy/DS-0025'],
  fix: 'safe',
  about: ['apk'],

  *check(file) {
    for (const run of runsOf(file)) {
      // apk keeps its files in /etc/apk/cache where that folder is.
      if (cacheMountOver(run, /^\/(?:var\/cache\/apk|etc\/apk\/cache)\/?$/)) continue;
      const { commands } = run.script;
      if (commands.some((command) => isCleaned(launched(command)))) continue;
      for (const command of commands) {
        const call = managerCall(command);
        if (call?.manager.name !== 'apk' || !call.installs) continue;
        if (hasOption(call.options, '--no-cache')) continue;
        const { span, verb } = call;
        yield {
          at: span,
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

const isCleaned = ({ name, words }: Command): boolean =>
  (name === 'rm' || name === 'find') &&
  words.some(({ text }) => /^\/var\/cache(?:\/?\*?$|\/apk)/.test(text));
