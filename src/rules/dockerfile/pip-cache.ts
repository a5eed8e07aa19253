import { deletedBehind } from '../../syntax/dockerfile/deleted.ts';
import type { Dockerfile, Run } from '../../syntax/dockerfile/model.ts';
import { cacheMountOver, cacheTargets } from '../../syntax/dockerfile/mounts.ts';
import { finalStage, lineage } from '../../syntax/dockerfile/stages.ts';
import { runsIn, type State } from '../../syntax/dockerfile/state.ts';
import { variableFor } from '../../syntax/dockerfile/variable-for.ts';
import type { Command } from '../../syntax/shell/model.ts';
import { hasOption } from '../../syntax/shell/options.ts';
import { pipInstall } from '../../syntax/shell/pip.ts';
import { launched } from '../../syntax/shell/program.ts';
import { insert } from '../../text/edit.ts';
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
  fix: 'safe',
  about: ['pip', 'python', 'pypy'],

  *check(file) {
    const last = finalStage(file.stages);
    // What a builder stage keeps is in no image.
    for (const stage of last ? lineage(last) : []) {
      for (const { run, state } of runsIn(file, stage)) {
        for (const command of run.script.commands) {
          const install = pipInstall(command);
          if (
            install?.tool !== 'pip' ||
            hasOption(install.options, '--no-cache-dir', '--no-cache', '--cache-dir') ||
            cacheMountOver(run, /\.cache(?:\/pip)?\/?$/, state)
          )
            continue;
          const folders = cacheFolders(run, state, command);
          if (
            variableFor('PIP_NO_CACHE_DIR', run, state, command) !== '' ||
            cacheTargets(run, state).some((target) => holds(target, folders)) ||
            isDeleted(file, run, state, command, folders)
          )
            continue;
          yield {
            at: install.span,
            message: 'pip keeps its download cache in this layer.',
            fixes: [
              {
                title: 'Add --no-cache-dir',
                safe: true,
                edits: () => [insert(install.span[1], ' --no-cache-dir')],
              },
            ],
          };
        }
      }
    }
  },
};
export default rule;

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

/** Whether the same RUN deletes the cache after the install. */
const isDeleted = (
  file: Dockerfile,
  run: Run,
  state: State,
  command: Command,
  folders: readonly string[],
): boolean => {
  const { commands } = run.script;
  return (
    commands.slice(commands.indexOf(command)).some(purges) ||
    deletedBehind(file, run, state, command).some(
      ({ text, path = text }) =>
        home.test(path) || holds(path, folders) || path.includes('pip cache dir'),
    )
  );
};

const purges = (command: Command): boolean => {
  const { name, words } = launched(command);
  const text = words.map((word) => word.text).join(' ');
  return /^(?:pip|python|pypy)/.test(name) && /(?:^|\W)pip[\d.]* cache purge\b/.test(text);
};
