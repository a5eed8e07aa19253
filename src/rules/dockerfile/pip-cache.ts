import { cacheMountOver } from '../../syntax/dockerfile/mounts.ts';
import { finalStage, lineage } from '../../syntax/dockerfile/stages.ts';
import { lookupIn, runsIn } from '../../syntax/dockerfile/state.ts';
import type { Command } from '../../syntax/shell/model.ts';
import { hasOption } from '../../syntax/shell/options.ts';
import { pipInstall } from '../../syntax/shell/pip.ts';
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
            hasOption(install.options, '--no-cache-dir', '--cache-dir') ||
            cacheMountOver(run, /\.cache(?:\/pip)?\/?$/) ||
            isTruthy(lookupIn(state)('PIP_NO_CACHE_DIR')) ||
            switchedOff(run.script.commands, command)
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

const isTruthy = (value: string | null | undefined): boolean =>
  typeof value === 'string' && !/^(?:|0|false|off|no)$/i.test(value);

const off = /^PIP_NO_CACHE_DIR=["']?(?!0|false|off|no)./i;

/** `PIP_NO_CACHE_DIR=1 pip install …`, or an `export` before it. */
const switchedOff = (commands: readonly Command[], command: Command): boolean =>
  command.assignments.some(({ text }) => off.test(text)) ||
  commands
    .slice(0, commands.indexOf(command))
    .some(({ name, words }) => name === 'export' && words.some(({ text }) => off.test(text)));
