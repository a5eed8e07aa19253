import type { DockerfileIn, Project } from '../../project/project.ts';
import { isMounted, isSetByService } from '../../project/services.ts';
import { startCommand } from '../../project/start-command.ts';
import type { Stage } from '../../syntax/dockerfile/model.ts';
import { finalState } from '../../syntax/dockerfile/state.ts';
import { lazy } from '../../text/memo.ts';
import { treeOf } from '../stage.ts';
import { entryAt } from '../tree.ts';
import type { Result } from './check.ts';
import { strayedScript } from './script-path.ts';
import { startedIn } from './start-target.ts';

/** Whether the file, module or script that the start command of a stage names is in the image, and what the script needs at once. */
export const startFile = (
  file: DockerfileIn,
  stage: Stage,
  project: Project,
): readonly Result[] => {
  const named = namedFile(file, stage, project);
  const strayed = named.some(({ state }) => state === 'broken')
    ? undefined
    : strayedScript(file, stage, project);
  return strayed ? [strayed] : named;
};

const namedFile = (file: DockerfileIn, stage: Stage, project: Project): readonly Result[] => {
  const start = startCommand(stage);
  if (!start) return [];
  const tree = lazy(() => treeOf(file, stage, project).end);
  return startedIn(
    {
      ...{ file, stage, project, tree, state: finalState(file, stage) },
      at: (path) => entryAt(tree(), path),
      hides: (path) => isMounted(file, path, project),
      moved: isSetByService(file, 'PYTHONPATH', project),
    },
    start.words,
  );
};
