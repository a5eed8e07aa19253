import { filesAt } from '../../image/files.ts';
import type { DockerfileIn, Project } from '../../project/project.ts';
import type { Run, Stage } from '../../syntax/dockerfile/model.ts';
import { mountsOf } from '../../syntax/dockerfile/mounts.ts';
import { inImage, runsIn, type State, variableIn } from '../../syntax/dockerfile/state.ts';
import type { Command } from '../../syntax/shell/model.ts';
import { launched } from '../../syntax/shell/program.ts';
import { insert } from '../../text/edit.ts';
import type { Path } from '../../text/path.ts';
import type { Rule } from '../rule.ts';
import docs from './uv-sync-not-locked.md' with { type: 'text' };

const rule: Rule = {
  id: 'uv-sync-not-locked',
  on: 'dockerfile',
  docs,
  severity: 'info',
  profile: 'recommended',
  concept: 'pin-dependencies',
  fix: 'suggested',
  about: ['uv'],

  *check(file, project) {
    const found = file.stages.flatMap((stage) => unlockedIn(file, stage, project));
    const [first] = found;
    if (!first) return;
    yield {
      at: [first.words[0].span[0], first.words[1].span[1]],
      related: [{ file: first.lock, at: [0, 0], message: 'the lock file' }],
      message:
        'Where uv.lock does not fit pyproject.toml, uv sync resolves anew and installs other releases than the lock file has: --locked stops the build instead.',
      fixes: [
        {
          title: 'Add --locked',
          edits: () => found.map(({ words }) => insert(words[1].span[1], ' --locked')),
        },
      ],
    };
  },
};
export default rule;

interface Unlocked {
  readonly words: readonly [Command['words'][number], Command['words'][number]];
  readonly lock: Path;
}

/** The uv sync commands of a stage that may change the lock file of the project, which is there. */
const unlockedIn = (file: DockerfileIn, stage: Stage, project: Project): readonly Unlocked[] =>
  runsIn(file, stage).flatMap(({ run, state }) =>
    run.script.commands.flatMap((command) => {
      const { name, words } = launched(command);
      const [program, verb, ...rest] = words;
      if (name !== 'uv' || !program || verb?.text !== 'sync' || run.script.broken) return [];
      if (rest.some(({ dynamic, text }) => dynamic || decided.test(text))) return [];
      if (variables.some((each) => variableIn(state, each))) return [];
      if (command.assignments.some(({ text }) => /^UV_(?:LOCKED|FROZEN|PROJECT)/.test(text)))
        return [];
      const lock = lockAt(run, state, file, stage, project);
      return lock === undefined ? [] : [{ words: [program, verb], lock }];
    }),
  );

const variables = ['UV_LOCKED', 'UV_FROZEN', 'UV_PROJECT', 'UV_NO_SYNC'];

const decided =
  /^(?:--(?:locked|frozen|upgrade(?:-package|-group)?|check|dry-run|script|project|directory|package|resolution|config-file)\b|-[UP]$)/;

/** The lock file in the working directory of a RUN, copied or mounted. */
const lockAt = (
  run: Run,
  state: State,
  file: DockerfileIn,
  stage: Stage,
  project: Project,
): Path | undefined => {
  // A directory that the command changes to may have another.
  if (run.script.commands.some(({ name }) => name === 'cd' || name === 'pushd')) return undefined;
  const path = inImage(state, 'uv.lock');
  const copied = path === undefined ? undefined : filesAt(file, stage, project, run)(path);
  const mounted = mountsOf(run).find(
    (mount) =>
      mount.get('type') === 'bind' && !mount.has('from') && mount.get('target') === 'uv.lock',
  );
  const source = mounted?.get('source');
  return copied ?? (source !== undefined && project.exists(source) ? source : undefined);
};
