import { calledIn, commandsWithin } from '../../image/called.ts';
import { type Called, mayClean, through } from '../../image/scripts.ts';
import { type Deleted, deletedIn } from '../../syntax/dockerfile/deleted.ts';
import type { Run, Stage } from '../../syntax/dockerfile/model.ts';
import { cacheMountOver, cacheTargets } from '../../syntax/dockerfile/mounts.ts';
import { runsOf } from '../../syntax/dockerfile/select.ts';
import { finalStage, lineage, rootImage } from '../../syntax/dockerfile/stages.ts';
import { runsIn, type State } from '../../syntax/dockerfile/state.ts';
import { namesFolder, type Use, usedAfter } from '../../syntax/dockerfile/used-after.ts';
import { variableFor } from '../../syntax/dockerfile/variable-for.ts';
import type { Command } from '../../syntax/shell/model.ts';
import { hasOption } from '../../syntax/shell/options.ts';
import { type PipInstall, pipInstall } from '../../syntax/shell/pip.ts';
import { launched } from '../../syntax/shell/program.ts';
import { insert } from '../../text/edit.ts';
import { lazy } from '../../text/memo.ts';
import type { Rule } from '../rule.ts';
import docs from './pip-cache.md' with { type: 'text' };

const rule: Rule = {
  id: 'pip-cache',
  on: 'dockerfile',
  docs,
  severity: 'warning',
  profile: 'recommended',
  concept: 'small-images',
  aka: ['hadolint/DL3042'],
  oncePerFile: 'in reports',
  fix: 'safe',
  about: ['pip', 'python', 'pypy'],

  *check(file, project) {
    const last = finalStage(file.stages);
    if (last && hasNoCache(last)) return;
    const calls = calledIn(file, project);
    const configured = lazy(() => runsOf(file).some((run) => setsNoCache(run, calls(run))));
    const needs = lazy(() => usedAfter(file.stages, useOfCache, commandsWithin(file, project)));
    // What a builder stage keeps is in no image.
    for (const stage of last ? lineage(last) : []) {
      for (const { run, state } of runsIn(file, stage)) {
        const called = lazy(() => calls(run));
        const deleted = lazy(() => deletedIn(file, run, state, called().scripts));
        const cleaned = lazy(() => lastCleaning(run, deleted(), called()));
        const kept: PipInstall[] = [];
        for (const [at, command] of run.script.commands.entries()) {
          const install = pipInstall(command);
          if (
            install?.tool !== 'pip' ||
            // Without an index pip copies what lies there.
            hasOption(install.options, ...without) ||
            cacheMountOver(run, /\.cache(?:\/pip)?\/?$/, state)
          )
            continue;
          const folders = cacheFolders(run, state, command);
          if (
            variableFor('PIP_NO_CACHE_DIR', run, state, command) !== '' ||
            cacheTargets(run, state).some((target) => holds(target, folders)) ||
            cleaned() > at ||
            mayClean(run, called(), at) ||
            (folders.length > 0 &&
              deleted().some(({ path, by }) => by > at && holds(path, folders)))
          )
            continue;
          kept.push(install);
        }
        const [first] = kept;
        if (!first) continue;
        if (configured()) return;
        yield {
          at: first.span,
          message: 'pip keeps its download cache in this layer.',
          ...(kept.every(isSmall) ? { profile: 'strict' } : {}),
          fixes: [
            {
              title: 'Add --no-cache-dir',
              ...(needs().get(run) === 'certain' ? {} : { safe: true }),
              edits: () => kept.map(({ span }) => insert(span[1], ' --no-cache-dir')),
            },
          ],
        };
      }
    }
  },
};
export default rule;

/** Whether the base image is one of Red Hat's for Python, which set PIP_NO_CACHE_DIR (sclorg/s2i-python-container, 2026-11). */
const hasNoCache = (stage: Stage): boolean =>
  /(?:^|\/)(?:ubi\d+|rhel\d+|sclorg|centos7|fedora)\/python-\d/.test(rootImage(stage)?.text ?? '');

/** Whether an install only brings tools of a few megabytes. */
const isSmall = ({ packages, requirements, opaque }: PipInstall): boolean =>
  requirements.length === 0 &&
  opaque.length === 0 &&
  packages.every(({ name }) => /^(?:pip|setuptools|wheel|uv|virtualenv)$/.test(name));

const without = ['--no-cache-dir', '--no-cache', '--cache-dir', '--no-index'];

/** Whether a RUN, or a script that it calls, switches the cache off in the settings of pip. */
const setsNoCache = ({ script }: Run, called: Called): boolean =>
  through(script.commands, called).some(({ words }) =>
    words.some(({ text }, i) => text.endsWith('no-cache-dir') && words[i - 1]?.text === 'set'),
  ) ||
  [...called.scripts.values()].some(
    ({ text }) => text.includes('pip.conf') && text.includes('no-cache-dir'),
  );

/** What a later command does with the cache: one that deletes it may fail where there is none. */
const useOfCache = (command: Command): Use =>
  purges(command) || namesCache(command) ? 'takes' : undefined;

const namesCache = namesFolder(/\/\.cache(?:\/|$)/);

/** The folders that variables name for the cache. */
const cacheFolders = (run: Run, state: State, command: Command): readonly string[] => {
  const own = variableFor('PIP_CACHE_DIR', run, state, command);
  const all = variableFor('XDG_CACHE_HOME', run, state, command);
  return [...(own ? [own] : []), ...(all ? [`${all}/pip`] : [])];
};

const holds = (outer: string | undefined, folders: readonly string[]): boolean => {
  const path = outer?.replace(/\/\*?$/, '');
  return !!path && folders.some((folder) => `${folder}/`.startsWith(`${path}/`));
};

const home = /\/\.cache(?:\/(?:pip(?:\/.*)?|\*))?\/?$/;

/** The number of the last command of a RUN that deletes the cache from where it usually lies, or -1. */
const lastCleaning = ({ script }: Run, deleted: readonly Deleted[], called: Called): number =>
  Math.max(
    script.commands.findLastIndex((command) => through([command], called).some(purges)),
    ...deleted
      .filter(({ text, path = text }) => home.test(path) || path.includes('pip cache dir'))
      .map(({ by }) => by),
  );

const purges = (command: Command): boolean => {
  const { name, words } = launched(command);
  if (!/^(?:pip|python|pypy)/.test(name)) return false;
  const text = words.map((word) => word.text).join(' ');
  return /(?:^|\W)pip[\d.]* cache purge\b/.test(text);
};
