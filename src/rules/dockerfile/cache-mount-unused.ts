import type { Run, Stage } from '../../syntax/dockerfile/model.ts';
import { cacheTargets } from '../../syntax/dockerfile/mounts.ts';
import { lineage } from '../../syntax/dockerfile/stages.ts';
import { runsIn } from '../../syntax/dockerfile/state.ts';
import { variableFor } from '../../syntax/dockerfile/variable-for.ts';
import type { Command } from '../../syntax/shell/model.ts';
import { pipInstall } from '../../syntax/shell/pip.ts';
import { launched } from '../../syntax/shell/program.ts';
import { without } from '../../syntax/shell/without.ts';
import type { Word } from '../../syntax/word.ts';
import type { Rule } from '../rule.ts';
import docs from './cache-mount-unused.md' with { type: 'text' };

const rule: Rule = {
  id: 'cache-mount-unused',
  on: 'dockerfile',
  docs,
  severity: 'info',
  profile: 'recommended',
  concept: 'layers-cache',
  fix: 'suggested',
  about: ['pip', 'python', 'uv'],
  holds: ['--mount'],

  *check(file) {
    for (const stage of file.stages) {
      for (const { run, state } of runsIn(file, stage)) {
        if (run.script.broken || run.form === 'exec') continue;
        const mounted = cacheTargets(run, state);
        if (mounted.length === 0 || !isRoot(stage, run)) continue;
        const commands = run.script.commands.map(launched);
        for (const [tool, folder] of folders) {
          if (!mounted.some((target) => target?.replace(/\/$/, '') === folder)) continue;
          const users = commands.filter((command) => uses(command, tool));
          const flags = users.flatMap((command) => flagOf(command) ?? []);
          const [first] = users;
          // One that uses the cache is what the mount is for.
          if (!first || flags.length < users.length) continue;
          if (variableFor(`${tool.toUpperCase()}_CACHE_DIR`, run, state, first) !== '') continue;
          const [flag] = flags;
          if (!flag) continue;
          yield {
            at: flag.span,
            message: `With ${flag.text} ${tool} does not use the cache that is mounted over ${folder}, so each build downloads all packages again.`,
            fixes: [
              {
                title: `Remove ${flag.text}`,
                edits: () =>
                  users.flatMap((command) => {
                    const word = flagOf(command);
                    return word ? [without(command.words, word)] : [];
                  }),
              },
            ],
          };
        }
      }
    }
  },
};
export default rule;

const folders = [
  ['pip', '/root/.cache/pip'],
  ['uv', '/root/.cache/uv'],
] as const;

/** Whether nothing before a RUN switches to a user with another home directory, or to another shell. */
const isRoot = (stage: Stage, run: Run): boolean =>
  lineage(stage).every((each) =>
    each.instructions.every((other) => {
      if (each === stage && other.span[0] >= run.span[0]) return true;
      if (other.keyword === 'SHELL') return false;
      return other.keyword !== 'USER' || /^(?:root|0)(?::|$)/.test(other.words[0]?.text ?? '');
    }),
  );

/** Whether a command may use the cache of pip or uv; what a script or another program does is not known. */
const uses = (command: Command, tool: 'pip' | 'uv'): boolean => {
  const install = pipInstall(command);
  if (install) return install.tool === tool;
  return tool === 'pip'
    ? !/^(?:apt-get|apt|echo|set|export|cd|mkdir|rm|uv|true)$/.test(command.name)
    : !/^(?:apt-get|apt|echo|set|export|cd|mkdir|rm|pip3?|true)$/.test(command.name);
};

/** The word by which a command passes over the cache. */
const flagOf = (command: Command): Word | undefined =>
  pipInstall(command) || command.name === 'uv'
    ? command.words.find(({ text }) => /^(?:--no-cache(?:-dir)?|-n)$/.test(text))
    : undefined;
