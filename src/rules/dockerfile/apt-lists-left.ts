import { calledIn, commandsWithin } from '../../image/called.ts';
import { type Called, mayClean, through } from '../../image/scripts.ts';
import { deletedIn } from '../../syntax/dockerfile/deleted.ts';
import type { Dockerfile, Stage } from '../../syntax/dockerfile/model.ts';
import { cacheMountOver } from '../../syntax/dockerfile/mounts.ts';
import { lineage } from '../../syntax/dockerfile/stages.ts';
import { type RunMoment, runsIn } from '../../syntax/dockerfile/state.ts';
import { namesFolder, type Use, usedAfter } from '../../syntax/dockerfile/used-after.ts';
import { aptCall } from '../../syntax/shell/apt.ts';
import type { Command } from '../../syntax/shell/model.ts';
import { insert } from '../../text/edit.ts';
import { lazy } from '../../text/memo.ts';
import type { Rule } from '../rule.ts';
import docs from './apt-lists-left.md' with { type: 'text' };

const rule: Rule = {
  id: 'apt-lists-left',
  on: 'dockerfile',
  docs,
  severity: 'info',
  profile: 'recommended',
  concept: 'layers-cache',
  aka: ['hadolint/DL3009'],
  oncePerFile: true,
  fix: 'safe',
  about: ['apt-get', 'apt', 'aptitude'],

  *check(file, project) {
    const { stages } = file;
    const last = stages.at(-1);
    const shipped: ReadonlySet<Stage> = new Set(last ? lineage(last) : []);
    const called = calledIn(file, project);
    const needs = lazy(() => usedAfter(stages, useOfLists, commandsWithin(file, project)));
    for (const stage of stages) {
      // What stays in a builder stage is in no image.
      if (!shipped.has(stage)) continue;
      for (const { run, state } of runsIn(file, stage)) {
        if (run.script.broken) continue;
        const { commands, chain } = run.script;
        const update = commands.find((command) => aptCall(command)?.verb === 'update');
        if (!update || cleaned(file, { run, state }, update, called(run))) continue;
        const end = update.listEnd;
        const sudo = update.name === 'sudo' ? 'sudo ' : '';
        const followed = commands.some((command) => command.listEnd > end);
        const fixable = chain && !followed && run.heredocs.length === 0;
        const need = fixable ? needs().get(run) : 'certain';
        yield {
          at: aptCall(update)?.span ?? update.span,
          message: 'The package lists that this update downloads stay in the layer.',
          ...(need !== 'certain'
            ? {
                fixes: [
                  {
                    title: 'Delete the lists in the same RUN',
                    ...(need ? {} : { safe: true }),
                    edits: () => [insert(end, ` && ${sudo}rm -rf /var/lib/apt/lists/*`)],
                  },
                ],
              }
            : {}),
        };
      }
    }
  },
};
export default rule;

const cleaned = (
  file: Dockerfile,
  { run, state }: RunMoment,
  update: Command,
  called: Called,
): boolean => {
  if (cacheMountOver(run, /^\/var\/lib\/apt(?:\/lists)?\/?$/, state)) return true;
  const { commands } = run.script;
  const at = commands.indexOf(update);
  return (
    mayClean(run, called, at) ||
    through(commands.slice(at), called).some((command) =>
      /^dist-?clean$/.test(aptCall(command)?.verb ?? ''),
    ) ||
    // What is deleted by a value that is not known may be the lists.
    deletedIn(file, run, state, called.scripts).some(
      ({ path, by }) => by > at && (path === undefined || lists.test(path)),
    )
  );
};

const lists = /^\/var\/(?:\*|lib(?:\/\*)?)$|^\/var\/lib\/apt(?:\/|$)/;

/** What a command does with the lists. */
const useOfLists = (command: Command): Use => {
  const verb = aptCall(command)?.verb;
  if (verb === 'update' && !command.conditional) return 'renews';
  if (verb !== undefined && takesLists.has(verb)) return 'takes';
  return handsOver(command) ? 'takes' : namesLists(command);
};

const namesLists = namesFolder(/^\/var\/lib\/apt\/lists(?:\/|$)/);

/** Whether a command of apt is given to another program as text. */
const handsOver = ({ name, words }: Command): boolean =>
  name !== 'echo' &&
  name !== 'printf' &&
  words.some(({ text }) => /\bapt(?:-get|itude)?\b/.test(text) && /\s/.test(text));

const takesLists: ReadonlySet<string> = new Set([
  'install',
  'upgrade',
  'dist-upgrade',
  'full-upgrade',
  'build-dep',
  'download',
  'source',
]);
