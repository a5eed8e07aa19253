import { buildContext } from '../../project/context.ts';
import type { DockerfileIn, Project } from '../../project/project.ts';
import { isOverridden } from '../../project/services.ts';
import { commandsOf } from '../../syntax/dockerfile/select.ts';
import { finalStage } from '../../syntax/dockerfile/stages.ts';
import { finalState, variableIn } from '../../syntax/dockerfile/state.ts';
import { nameOf } from '../../syntax/shell/program.ts';
import { insert } from '../../text/edit.ts';
import { joinPath } from '../../text/path.ts';
import type { Rule } from '../rule.ts';
import docs from './uv-run-installs-again.md' with { type: 'text' };

const rule: Rule = {
  id: 'uv-run-installs-again',
  on: 'dockerfile',
  docs,
  severity: 'warning',
  profile: 'recommended',
  concept: 'missing-dependencies',
  fix: 'suggested',
  about: ['uv'],

  *check(file, project) {
    const stage = finalStage(file.stages);
    const start = stage?.instructions.findLast(
      ({ keyword }) => keyword === 'CMD' || keyword === 'ENTRYPOINT',
    );
    if (!stage || (start?.keyword !== 'CMD' && start?.keyword !== 'ENTRYPOINT')) return;
    const [program, run, ...rest] = start.words;
    if (!program || !run || nameOf(program) !== 'uv' || run.text !== 'run') return;
    if (rest.some(({ text }) => keeps.test(text))) return;
    const state = finalState(file, stage);
    if (['UV_NO_SYNC', 'UV_NO_DEV', 'UV_NO_GROUP'].some((name) => variableIn(state, name))) return;
    const group = leftOut(file, project);
    if (group === undefined || isOverridden(file, project)) return;
    yield {
      at: [program.span[0], run.span[1]],
      message: `uv run brings the environment up to date first, with the group ${group} that uv sync left out: each start of the container downloads and installs it.`,
      fixes: [
        {
          title: 'Add --no-sync',
          edits: () => [
            insert(run.span[1], run.raw.startsWith('"') ? ', "--no-sync"' : ' --no-sync'),
          ],
        },
      ],
    };
  },
};
export default rule;

/** Options with which uv run installs nothing, or no group of its own accord. */
const keeps =
  /^--(?:no-sync|no-dev|no-group|no-default-groups|only-group|only-dev|no-project|isolated|script|active)\b/;

/** The group that every uv sync of a Dockerfile leaves out and that uv run would install. */
const leftOut = (file: DockerfileIn, project: Project): string | undefined => {
  const syncs = commandsOf(file).filter(
    ({ name, words }) => name === 'uv' && words[1]?.text === 'sync',
  );
  const path = joinPath(buildContext(file, project).folder, 'pyproject.toml');
  const own = path === undefined ? undefined : project.pythonProject(path);
  if (syncs.length === 0 || own?.by !== 'project') return undefined;
  return own.defaultGroups.find(
    (group) =>
      (own.groups[group]?.length ?? 0) > 0 &&
      syncs.every(({ words }) =>
        words.some(
          ({ text }, i) =>
            text === '--no-default-groups' ||
            (group === 'dev' && text === '--no-dev') ||
            text === `--no-group=${group}` ||
            (text === '--no-group' && words[i + 1]?.text === group),
        ),
      ),
  );
};
