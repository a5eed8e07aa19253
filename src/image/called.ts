import type { DockerfileIn, Project } from '../project/project.ts';
import { startScript } from '../project/start-script.ts';
import type { Run, Stage } from '../syntax/dockerfile/model.ts';
import { runsIn } from '../syntax/dockerfile/state.ts';
import type { Command } from '../syntax/shell/model.ts';
import { nameOf } from '../syntax/shell/program.ts';
import { scriptWord } from '../syntax/shell/script-file.ts';
import { lazy, once, recent } from '../text/memo.ts';
import { basename, type Path } from '../text/path.ts';
import { filesAt } from './files.ts';
import { type Called, nothingCalled, through } from './scripts.ts';
import { treeOf } from './stage.ts';

/** Gives the scripts that a RUN of a file calls, and those that these call. */
export const calledIn = (file: DockerfileIn, project: Project): ((run: Run) => Called) =>
  callsIn(project)(file);

const callsIn = recent((project: Project) =>
  recent((file: DockerfileIn) => {
    const stages = lazy(
      () =>
        new Map<Run, Stage>(
          file.stages.flatMap((stage) =>
            runsIn(file, stage).map(({ run }) => [run, stage] as const),
          ),
        ),
    );
    const known = new Map<Run, Called>();
    return (run: Run): Called => {
      const found = known.get(run);
      if (found) return found;
      const stage = run.script.commands.some(scriptWord) ? stages().get(run) : undefined;
      const called = stage ? treeOf(file, stage, project).called(run) : nothingCalled;
      known.set(run, called);
      return called;
    };
  }),
);

/** The commands of a RUN of a file, with those of the scripts that it calls in place of the calls. */
export const commandsWithin =
  (file: DockerfileIn, project: Project) =>
  (run: Run): readonly Command[] =>
    through(run.script.commands, calledIn(file, project)(run));

/** The files of the project that a Dockerfile runs as scripts, in RUN or at the start. */
export const scriptPaths = (file: DockerfileIn, project: Project): readonly Path[] => {
  const names = namesOf(project.under(''));
  if (names.size < 2) return [];
  const calls = calledIn(file, project);
  return file.stages.flatMap((stage) => [
    ...startPaths(file, stage, project),
    ...runsIn(file, stage).flatMap(({ run }) =>
      run.script.commands.some((command) => {
        const word = scriptWord(command);
        return word && names.has(nameOf(word));
      })
        ? calls(run).files
        : [],
    ),
  ]);
};

const namesOf = once((paths: readonly Path[]): ReadonlySet<string> => new Set(paths.map(basename)));

const startPaths = (file: DockerfileIn, stage: Stage, project: Project): readonly Path[] => {
  const start = startScript(file, stage);
  if (!start?.paths.some(mayBeShell)) return [];
  const at = filesAt(file, stage, project);
  return start.paths.flatMap((path) => at(path) ?? []).filter(mayBeShell);
};

/** Python files are read as such. */
const mayBeShell = (path: Path): boolean =>
  !/\.(?:py|js|ts|rb|jar|exe|toml|json|ya?ml)$/.test(path);
