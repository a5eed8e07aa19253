import { calledIn, commandsWithin } from '../../image/called.ts';
import { mayClean, through } from '../../image/scripts.ts';
import type { Run } from '../../syntax/dockerfile/model.ts';
import { cacheMountOver } from '../../syntax/dockerfile/mounts.ts';
import { runsOf } from '../../syntax/dockerfile/select.ts';
import { namesFolder, type Use, usedAfter } from '../../syntax/dockerfile/used-after.ts';
import { managerCall } from '../../syntax/shell/managers.ts';
import type { Command } from '../../syntax/shell/model.ts';
import { hasOption } from '../../syntax/shell/options.ts';
import { launched } from '../../syntax/shell/program.ts';
import { type Edit, insert, remove } from '../../text/edit.ts';
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
  aka: ['hadolint/DL3019', 'trivy/DS-0025'],
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
      const adds = commands.flatMap((command) => {
        const call = managerCall(command);
        const keeps = call?.manager.name === 'apk' && call.installs;
        return keeps && !hasOption(call.options, '--no-cache') ? [call] : [];
      });
      const [first] = adds;
      if (!first) continue;
      const updates = commands.some((command) => isApk(command, /^update$/));
      const edits = editsFor(run, file.text);
      yield {
        at: first.span,
        message: 'apk keeps its package index in this layer.',
        ...(edits
          ? {
              fixes: [
                {
                  title: updates ? 'Add --no-cache, without apk update' : 'Add --no-cache',
                  ...(needs().has(run) ? {} : { safe: true }),
                  edits: () => edits,
                },
              ],
            }
          : {}),
      };
    }
  },
};
export default rule;

const isApk = (command: Command, verb: RegExp): boolean => {
  const call = managerCall(command);
  return call?.manager.name === 'apk' && verb.test(call.verb.text);
};

/** Adds `--no-cache` to what installs, and takes an `apk update` out that nothing needs then; undefined where something else asks the index or the update cannot be cut out. */
const editsFor = ({ script }: Run, text: string): readonly Edit[] | undefined => {
  const { commands } = script;
  const [update, more] = commands.filter((command) => isApk(command, /^update$/));
  const users = commands.filter((command) =>
    isApk(command, update ? /^(?:add|upgrade|fix)$/ : /^add$/),
  );
  const options = users.flatMap((command) => {
    const call = managerCall(command);
    return !call || hasOption(call.options, '--no-cache')
      ? []
      : [insert(call.verb.span[1], ' --no-cache')];
  });
  if (!update) return options;
  const next = commands[commands.indexOf(update) + 1];
  if (more || !next || update.conditional || update.piped) return undefined;
  if (commands.some((command) => isApk(command, /^(?:search|policy|fetch|version|list|info)$/)))
    return undefined;
  const between = text.slice(update.span[1], next.span[0]);
  if (!/^(?:\s|\\\r?\n)*(?:&&|;)(?:\s|\\\r?\n)*$/.test(between)) return undefined;
  return [remove([update.span[0], next.span[0]]), ...options];
};

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
