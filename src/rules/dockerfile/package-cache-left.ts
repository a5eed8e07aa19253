import { calledIn, commandsWithin } from '../../image/called.ts';
import { type Called, mayClean, through } from '../../image/scripts.ts';
import { cacheMountOver } from '../../syntax/dockerfile/mounts.ts';
import { triggered } from '../../syntax/dockerfile/select.ts';
import { finalStage, lineage } from '../../syntax/dockerfile/stages.ts';
import { namesFolder, type Use, usedAfter } from '../../syntax/dockerfile/used-after.ts';
import { managerCall } from '../../syntax/shell/managers.ts';
import type { Command } from '../../syntax/shell/model.ts';
import { launched } from '../../syntax/shell/program.ts';
import { insert } from '../../text/edit.ts';
import { lazy } from '../../text/memo.ts';
import type { Span } from '../../text/span.ts';
import type { Alias, Rule } from '../rule.ts';
import docs from './package-cache-left.md' with { type: 'text' };

interface Cache {
  readonly alias?: Alias;
  readonly folder: RegExp;
  readonly cleans: RegExp;
  readonly clean: string;
}

const upgrade = /^(?:upgrade|update|up|upgrade-minimal|update-minimal|up-min|distro-sync|dsync)$/;

const caches: Readonly<Record<string, Cache>> = {
  yum: {
    alias: 'hadolint/DL3032',
    folder: /^\/var\/cache\/(?:yum|dnf)/,
    cleans: /^(?:yum|dnf) (?:-\S+ )*clean /,
    clean: 'yum clean all',
  },
  dnf: {
    alias: 'hadolint/DL3040',
    folder: /^\/var\/cache\/(?:libdnf5|dnf|yum)/,
    cleans: /^(?:(?:micro|t)?dnf|yum) (?:-\S+ )*clean all/,
    clean: 'dnf clean all',
  },
  yarn: {
    alias: 'hadolint/DL3060',
    folder: /\.cache(?:\/yarn)?|\/yarn(?:-cache)?\/?$/,
    cleans: /^yarn cache clean\b/,
    clean: 'yarn cache clean',
  },
  conda: {
    folder: /\/pkgs(?:\/|$)|\.mamba|^\/opt\/conda/,
    cleans: /^(?:conda|mamba|micromamba) (?:-\S+ )*clean\b/,
    clean: 'conda clean -afy',
  },
  poetry: {
    folder: /\.cache(?:\/pypoetry)?\/?\*?$|pypoetry/,
    cleans: /^poetry (?:-\S+ )*cache clear\b/,
    // The virtual environments are beside them (poetry 2.5, config.py).
    clean: 'rm -rf ~/.cache/pypoetry/cache ~/.cache/pypoetry/artifacts',
  },
  zypper: {
    alias: 'hadolint/DL3036',
    folder: /^\/var\/cache\/zypp/,
    cleans: /^zypper (?:-\S+ )*(?:clean|cc)\b/,
    clean: 'zypper clean -a',
  },
};

const rule: Rule = {
  id: 'package-cache-left',
  on: 'dockerfile',
  docs,
  severity: 'info',
  profile: 'recommended',
  concept: 'small-images',
  aka: [
    'hadolint/DL3032',
    'hadolint/DL3036',
    'hadolint/DL3040',
    'hadolint/DL3060',
    'trivy/DS-0015',
    'trivy/DS-0019',
    'trivy/DS-0020',
  ],
  oncePerFile: 'in reports',
  fix: 'safe',
  about: ['yum', 'dnf', 'microdnf', 'tdnf', 'zypper', 'yarn', 'conda', 'mamba', 'poetry'],

  *check(file, project) {
    const { stages, text } = file;
    const calls = calledIn(file, project);
    const last = finalStage(stages);
    const needs = lazy(() => usedAfter(stages, useOfCache, commandsWithin(file, project)));
    // What a builder stage keeps is in no image.
    for (const { instructions } of last ? lineage(last) : []) {
      for (const instruction of instructions.map(triggered)) {
        if (instruction.keyword !== 'RUN' || instruction.script.broken) continue;
        const { commands, chain } = instruction.script;
        const installs = commands.flatMap((command) => {
          const call = managerCall(command);
          const upgrades = upgrade.test(call?.verb.text ?? '');
          const own = call?.installs || upgrades ? caches[call?.manager.name ?? ''] : undefined;
          if (call && own) return [{ command, program: call.program, at: call.span, cache: own }];
          const other = otherInstall(command, text);
          const cache = other && caches[other.name];
          return other && cache
            ? [{ command, program: other.program, at: other.at, cache: cache }]
            : [];
        });
        const found = installs.at(-1);
        if (
          !found ||
          cacheMountOver(instruction, found.cache.folder) ||
          cleaned(commands, found.command, found.cache, calls(instruction)) ||
          mayClean(instruction, calls(instruction), commands.indexOf(found.command))
        )
          continue;
        const { command, program, at, cache } = found;
        const sudo = command.name === 'sudo' ? 'sudo ' : '';
        const clean = `${sudo}${cache.clean.replace(/^(?:dnf|conda)/, program)}`;
        const need = needs().get(instruction);
        yield {
          at,
          message: `${program} keeps its package lists and downloads in this layer.`,
          aka: cache.alias ? [cache.alias] : [],
          ...(chain && instruction.heredocs.length === 0 && need !== 'certain'
            ? {
                fixes: [
                  {
                    title: `Add ${clean}`,
                    ...(need ? {} : { safe: true }),
                    edits: () => [insert(command.listEnd, ` && ${clean}`)],
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

/** An install of yarn, conda or poetry: the manager whose cache it is, and the words from its program to its verb. */
const otherInstall = (
  command: Command,
  text: string,
): { readonly name: string; readonly program: string; readonly at: Span } | undefined => {
  const yarn = yarnInstall(command, text);
  if (yarn) return { name: 'yarn', program: 'yarn', at: yarn };
  const { name, span, words } = command;
  const [, verb, second] = words;
  if (!verb) return undefined;
  const at: Span = [span[0], verb.span[1]];
  if (name === 'poetry')
    return verb.text === 'install' && !/POETRY_(?:NO_CACHE|CACHE_DIR)|XDG_CACHE_HOME/.test(text)
      ? { name, program: name, at }
      : undefined;
  if (name !== 'conda' && name !== 'mamba') return undefined;
  const environment = verb.text === 'env' && /^(?:create|update)$/.test(second?.text ?? '');
  if (!environment && !/^(?:install|create|update|upgrade)$/.test(verb.text)) return undefined;
  return /CONDA_PKGS_DIRS|pkgs_dirs/.test(text) ? undefined : { name: 'conda', program: name, at };
};

/** From `yarn` to its verb, when it installs with Yarn 1; later versions keep what they install in their cache. */
const yarnInstall = ({ name, words, span }: Command, text: string): Span | undefined => {
  if (name !== 'yarn' || /corepack|berry|yarnrc\.yml|--immutable|\.yarn\b/.test(text))
    return undefined;
  const [, verb] = words;
  if (!verb || verb.text.startsWith('--')) {
    const asks = words.some(({ text: word }) => /^--(?:version|help)$/.test(word));
    return asks ? undefined : [span[0], words[0]?.span[1] ?? span[1]];
  }
  return verb.text === 'install' || verb.text === 'add' ? [span[0], verb.span[1]] : undefined;
};

/** What a later command does with the cache: some work from it alone. */
const useOfCache = (command: Command): Use => {
  const { name, words } = launched(command);
  const offline =
    caches[name === 'microdnf' || name === 'tdnf' ? 'dnf' : name] &&
    words.some(({ text }) => /^(?:-C|--cacheonly|--(?:prefer-)?offline|--no-refresh)$/.test(text));
  return offline ? 'takes' : namesCache(command);
};

const namesCache = namesFolder(/^\/var\/cache\/(?:yum|dnf|libdnf5|zypp)(?:\/|$)|\.cache\/yarn/);

const cleaned = (
  commands: readonly Command[],
  install: Command,
  { cleans, folder }: Cache,
  called: Called,
): boolean =>
  through(commands.slice(commands.indexOf(install)), called).some((command) => {
    const { name, words } = launched(command);
    const text = [name, ...words.slice(1).map((word) => word.text)].join(' ');
    return (
      cleans.test(text) ||
      (name === 'rm' &&
        words.some((word) => folder.test(word.text) || /^\/var\/cache\/?\*?$/.test(word.text)))
    );
  });
