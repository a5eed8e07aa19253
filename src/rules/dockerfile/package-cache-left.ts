import { cacheMountOver } from '../../syntax/dockerfile/mounts.ts';
import { finalStage, lineage } from '../../syntax/dockerfile/stages.ts';
import { managerCall } from '../../syntax/shell/managers.ts';
import type { Command } from '../../syntax/shell/model.ts';
import { insert } from '../../text/edit.ts';
import type { Alias, Rule } from '../rule.ts';
import docs from './package-cache-left.md' with { type: 'text' };

interface Cache {
  readonly alias: Alias;
  readonly folder: RegExp;
  readonly cleans: RegExp;
  readonly clean: string;
}

const caches: Readonly<Record<string, Cache>> = {
  yum: {
    alias: 'hadolint/DL3032',
    folder: /^\/var\/cache\/(?:yum|dnf)/,
    cleans: /^yum clean /,
    clean: 'yum clean all',
  },
  dnf: {
    alias: 'hadolint/DL3040',
    folder: /^\/var\/cache\/(?:libdnf5|dnf|yum)/,
    cleans: /^(?:micro|t)?dnf clean all/,
    clean: 'dnf clean all',
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
  aka: ['hadolint/DL3032', 'hadolint/DL3036', 'hadolint/DL3040'],
  fix: 'safe',
  about: ['yum', 'dnf', 'microdnf', 'tdnf', 'zypper'],

  *check({ stages }) {
    const last = finalStage(stages);
    // What a builder stage keeps is in no image.
    for (const { instructions } of last ? lineage(last) : []) {
      for (const instruction of instructions) {
        if (instruction.keyword !== 'RUN' || instruction.script.broken) continue;
        const { commands, chain } = instruction.script;
        const installs = commands.flatMap((command) => {
          const call = managerCall(command);
          const cache = call?.installs ? caches[call.manager.name] : undefined;
          return call && cache ? [{ command, call, cache }] : [];
        });
        const found = installs.at(-1);
        if (
          !found ||
          cacheMountOver(instruction, found.cache.folder) ||
          cleaned(commands, found.command, found.cache)
        )
          continue;
        const { command, call, cache } = found;
        const clean = cache.clean.replace(
          'dnf',
          command.name === 'yum' || command.name === 'zypper' ? 'dnf' : command.name,
        );
        yield {
          at: call.span,
          message: `${command.name} keeps its package lists and downloads in this layer.`,
          aka: [cache.alias],
          ...(chain && instruction.heredocs.length === 0
            ? {
                fixes: [
                  {
                    title: `Add ${clean}`,
                    safe: true,
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

const cleaned = (
  commands: readonly Command[],
  install: Command,
  { cleans, folder }: Cache,
): boolean =>
  commands.slice(commands.indexOf(install)).some(({ name, words }) => {
    const text = [name, ...words.slice(1).map((word) => word.text)].join(' ');
    return (
      cleans.test(text) ||
      (name === 'rm' &&
        words.some((word) => folder.test(word.text) || /^\/var\/cache\/?\*?$/.test(word.text)))
    );
  });
