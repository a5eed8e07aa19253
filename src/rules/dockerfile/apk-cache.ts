import { calledIn, commandsWithin, mayClean, through } from '../../project/scripts.ts';
import { cacheMountOver } from '../../syntax/dockerfile/mounts.ts';
import { runsOf } from '../../syntax/dockerfile/select.ts';
import { namesFolder, type Use, usedAfter } from '../../syntax/dockerfile/used-after.ts';
import { managerCall } from '../../syntax/shell/managers.ts';
import type { Command } from '../../syntax/shell/model.ts';
import { hasOption } from '../../syntax/shell/options.ts';
import { launched } from '../../syntax/shell/program.ts';
import { insert } from '../../text/edit.ts';
import { lazy } from '../../text/memo.ts';
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

  *check(file, project) {
    const calls = calledIn(file, project);
    const needs = lazy(() => usedAfter(file.stages, useOfIndex, commandsWithin(file, project)));
    for (const run of runsOf(file)) {
      // apk keeps its files in /etc/apk/cache where that folder is.
      if (cacheMountOver(run, /^\/(?:var\/cache\/apk|etc\/apk\/cache)\/?$/)) continue;
      const { commands } = run.script;
      const called = calls(run);
      if (through(commands, called).some((command) => isCleaned(launched(command)))) continue;
      if (mayClean(run, called, 0)) continue;
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
              ...(needs().has(run) ? {} : { safe: true }),
              edits: () => [insert(verb.span[1], ' --no-cache')],
            },
          ],
        };
      }
    }
  },
};
export default rule;

/** What a later command does with the index that this one would leave. */
const useOfIndex = (command: Command): Use => {
  const call = managerCall(command);
  if (call?.manager.name !== 'apk') return namesIndex(command);
  if (call.verb.text === 'update') return 'renews';
  if (!call.installs) return undefined;
  return hasOption(call.options, '--no-cache', '--update', '--update-cache', '-U')
    ? undefined
    : 'takes';
};

const namesIndex = namesFolder(/^\/(?:var\/cache|etc)\/apk(?:\/|$)/);

const isCleaned = ({ name, words }: Command): boolean =>
  (name === 'rm' || name === 'find') &&
  words.some(({ text }) => /^\/var\/cache(?:\/?\*?$|\/apk)/.test(text));
